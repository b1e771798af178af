using System.Globalization;
using System.Text.Json.Nodes;
using OpsBot.Loops.People;
using static OpsBot.Bot.Channels.Slack.Forms.SlackViewBlocks;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>The forms a case's menu opens.</summary>
internal static class SlackCaseForms
{
    internal const string AssignForm = "opsbot_assign";
    internal const string AskForm = "opsbot_ask";
    internal const string NoteForm = "opsbot_note";
    internal const string AmountForm = "opsbot_amount";

    internal const string ReasonForm = "opsbot_reason";

    /// <summary>What a form was opened about: the question's id.</summary>
    internal const string Case = "escalation";

    internal const string Choice = "choice";
    internal const string Whom = "whom";
    internal const string Words = "words";
    internal const string Amount = "amount";
    internal const string Reason = "reason";

    /// <summary>The form of something in a case's menu; nothing where there is none.</summary>
    internal static JsonObject? Of(string action, Escalation asked) =>
        action switch
        {
            CaseMenu.Assign => Ask(
                AssignForm,
                ("Assign", "Assign"),
                asked,
                Input(
                    Whom,
                    "Who is to be on it?",
                    Somebody(),
                    "One of those who may decide it. Others may still do so."
                )
            ),
            CaseMenu.Ask => Ask(
                AskForm,
                ("Ask for information", "Ask"),
                asked,
                Input(Words, "What is to be known first?", Typed()),
                Input(
                    Whom,
                    "Who knows it?",
                    Somebody(),
                    "They are named in the card's thread and answer there. Left empty, anybody with a role may.",
                    isOptional: true
                )
            ),
            CaseMenu.Note => Ask(NoteForm, ("Add a note", "Add"), asked, Input(Words, "The note", Typed())),
            CaseMenu.Amount => OtherAmount(asked),
            _ => null,
        };

    private static JsonObject? OtherAmount(Escalation asked)
    {
        if (
            asked.Question.Choices.FirstOrDefault(choice => choice.Amount is not null)
            is not { Amount: { } range } choice
        )
            return null;
        var form = Ask(
            AmountForm,
            ("Another amount", "Approve"),
            asked,
            PlainSection(ChatText.Cut(ChatText.Line(choice.Label), 200)),
            Input(
                Amount,
                $"How much, in {range.Currency}?",
                Number(range),
                $"Between {new Money(range.Least, range.Currency)} and {new Money(range.Most, range.Currency)}, as was asked."
            ),
            Why(isOptional: !choice.NeedsReason)
        );
        form["private_metadata"] = About(asked, choice);
        return form;
    }

    /// <summary>The form that asks why, for choices that need a reason.</summary>
    internal static JsonObject Because(Escalation asked, Choice choice)
    {
        var effects = choice.Plan.Effects.Select(effect => ChatText.Line(effect.Preview));
        var does = $"{ChatText.Line(choice.Label)}\n{string.Join('\n', effects)}";
        var form = Ask(
            ReasonForm,
            ("Why?", "Decide"),
            asked,
            PlainSection(ChatText.Cut(does, 1_000)),
            Why(isOptional: false)
        );
        form["private_metadata"] = About(asked, choice);
        return form;
    }

    private static JsonObject Why(bool isOptional) =>
        Input(
            Reason,
            "The reason",
            Typed(),
            "Kept with the decision. A message to the customer may quote it.",
            isOptional
        );

    private static string About(Escalation asked, Choice choice) =>
        SlackJson.Write(new JsonObject { [Case] = asked.Id.Value, [Choice] = choice.Key });

    private static JsonObject Ask(
        string callback,
        (string Title, string Submit) says,
        Escalation asked,
        params IEnumerable<JsonNode> fields
    ) =>
        SlackPanel.Ask(
            callback,
            says.Title,
            says.Submit,
            new JsonObject { [Case] = asked.Id.Value },
            fields.Prepend(PlainSection(ChatText.Cut(ChatText.Line(asked.Question.Title), 200)))
        );

    private static JsonObject Typed() => SlackViewBlocks.Words(CaseDesk.MostWords, isLong: true);

    /// <summary>Slack checks the bounds before it sends the form; so do we, after.</summary>
    private static JsonObject Number(AmountRange range) =>
        new()
        {
            ["type"] = "number_input",
            ["is_decimal_allowed"] = range.Decimals > 0,
            ["min_value"] = range.Least.ToString(CultureInfo.InvariantCulture),
            ["max_value"] = range.Most.ToString(CultureInfo.InvariantCulture),
            ["initial_value"] = range.Most.ToString(CultureInfo.InvariantCulture),
        };
}
