using System.Text.Json;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.Forms.SlackViewBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>The form behind <c>/ops find</c> without words: filters to choose from, and what fits them.</summary>
internal sealed class SlackFind(ICommands commands, SlackPeople people, LoopList loops) : ISlackHandler
{
    /// <summary>What is typed to open it.</summary>
    internal const string Typed = "find";

    private const string CallbackId = "opsbot_find";
    private const string Words = "words";
    private const string Loop = "loop";
    private const string Ended = "ended";
    private const string Above = "above";

    public IEnumerable<string> Takes => [$"view_submission:{CallbackId}"];

    /// <summary>The form.</summary>
    internal JsonObject Form() =>
        SlackPanel.Ask(
            CallbackId,
            "Find runs",
            "Find",
            [],
            (
                (IEnumerable<JsonNode?>)
                    [
                        Input(
                            Words,
                            "Order, return, customer or rule",
                            SlackViewBlocks.Words(100, isLong: false),
                            isOptional: true
                        ),
                        LoopField(),
                        Input(
                            Ended,
                            "How it ended",
                            OneOf(Outcomes.Select(outcome => (outcome, outcome))),
                            isOptional: true
                        ),
                        Input(
                            Above,
                            "Amount above",
                            new JsonObject
                            {
                                ["type"] = "number_input",
                                ["is_decimal_allowed"] = true,
                                ["min_value"] = "0",
                            },
                            isOptional: true
                        ),
                    ]
            ).OfType<JsonNode>()
        );

    /// <summary>There is something to choose only where a shop has several.</summary>
    private JsonObject? LoopField() =>
        loops.All.Count > 1
            ? Input(Loop, "Loop", OneOf(loops.All.Select(loop => (loop.Name.Value, loop.Name.Value))), isOptional: true)
            : null;

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackForm.In(payload) is not { } form || SlackUser.In(payload) is not { } user)
            return SlackReply.NotUnderstood;
        string?[] filters =
        [
            form.Words(Words),
            form.Option(Loop),
            form.Option(Ended),
            form.Number(Above) is { } above ? FormattableString.Invariant($"> {above}") : null,
        ];
        var typed = string.Join(' ', filters.Where(filter => !string.IsNullOrWhiteSpace(filter)));
        if (typed.Length == 0)
            return SlackForm.Wrong(Words, "Please fill in at least one of these.");
        var reply = await commands.RunAsync($"{Typed} {typed}", await people.PersonAsync(user, cancel), cancel);
        var found = SlackSayings.Reply(reply);
        return SlackForm.Instead(SlackPanel.Show("Found", found.Blocks.Select(block => block!.DeepClone()))) with
        {
            Told = found,
        };
    }

    private static IEnumerable<string> Outcomes =>
        Enum.GetValues<Outcome>()
            .Where(outcome => outcome is not Outcome.None)
            .Select(outcome => outcome.ToString().ToLowerInvariant());
}
