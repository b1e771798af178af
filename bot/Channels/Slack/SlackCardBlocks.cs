using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>The blocks of a card, in reading order.</summary>
/// <param name="card">The card.</param>
/// <param name="room">How much room it gets.</param>
internal sealed class SlackCardBlocks(Card card, SlackRoom room)
{
    private const int MostFields = 10;
    private const int MostLines = 6;
    private const int MostEffects = 8;
    private const int MostInquiries = 3;

    internal JsonArray All() =>
        [
            .. new[]
            {
                Header(Fit(card.Title, 140)),
                Status(),
                Reason(),
                Because(),
                FieldsOf(),
                Quoted(),
                Inquired(),
                History(),
                Listed(),
                Effects(),
                Ticks(),
                card.Choices.Count > 0 ? SlackButtons.Of(card, room) : null,
                card.Actions.Count > 0 ? SlackButtons.ActionsOf(card) : null,
                card.RunName is { } run ? Context(Fit($"Run {run}", 100)) : null,
            }.Where(block => block is not null),
        ];

    private JsonObject Status()
    {
        var words = new List<JsonNode>();
        if (card.By is { } by)
            words.AddRange([Person(by), Text(" ")]);
        words.Add(Text(Fit(card.Status, 400) + (card.At is null ? "" : " ")));
        if (card.At is { } at)
            words.Add(Moment(at));
        return RichText(Section(words));
    }

    private JsonObject? Reason() =>
        card.Reason is { } reason ? RichText(Section(Bold("Reason given")), Quote(FitWhole(reason, 500))) : null;

    private JsonObject Because()
    {
        var why = Section(Bold("Why: "), Text(Fit(card.Why, 600)));
        return card.Changed.Count == 0
            ? RichText(why)
            : RichText(why, Section(Bold("Changed since it was last asked")), Lines(card.Changed));
    }

    private JsonObject? FieldsOf() =>
        card.Fields.Count == 0
            ? null
            : Fields(
                card.Fields.Take(MostFields)
                    .Select(field => Field(Fit(field.Label, 40), Fit(field.Value, 200), ShortOnly(field.Link)))
            );

    private JsonObject? Quoted() =>
        card.Quote is { } quote && ChatText.Clean(quote).Length > 0
            ? RichText(Section(Bold("The customer's words")), Quote(FitWhole(quote, 800)))
            : null;

    /// <summary>What was asked first, and what was answered.</summary>
    private JsonObject? Inquired()
    {
        if (card.Inquiries.Count == 0)
            return null;
        var parts = new List<JsonNode> { Section(Bold("To be known first")) };
        foreach (var inquiry in card.Inquiries.TakeLast(MostInquiries))
        {
            JsonNode[] whom = inquiry.Of is { } of ? [Text(" asked "), Person(of)] : [Text(" asked")];
            parts.Add(Section([Person(inquiry.AskedBy), .. whom, Text(": " + Fit(inquiry.Words, 300))]));
            if (inquiry.Answer is { } answer)
                parts.Add(Quote(FitWhole(answer, 400)));
        }

        return RichText(parts);
    }

    private JsonObject? History() =>
        card.History.Count == 0 ? null : RichText(Section(Bold("History")), Lines(card.History));

    private JsonObject? Listed()
    {
        var lists = card.Lists.Where(list => list.Lines.Count > 0).ToList();
        return lists.Count == 0
            ? null
            : RichText(lists.SelectMany(list => new[] { Section(Bold(Fit(list.Heading, 70))), Lines(list.Lines) }));
    }

    private JsonObject? Effects()
    {
        var acting = card.Choices.Where(choice => choice.Effects.Count > 0).ToList();
        return acting.Count == 0
            ? null
            : RichText(
                acting
                    .SelectMany(choice =>
                        new[] { Section(Bold($"{Fit(choice.Label, 70)}:")), Lines(choice.Effects, MostEffects) }
                    )
                    .Prepend(Section(Text("What each button does")))
            );
    }

    private JsonObject? Ticks() =>
        card.Ticks.Count == 0
            ? null
            : RichText(
                Section(Bold("What was done")),
                Lines([.. card.Ticks.Select(CardTickWords.Of)], 2 * MostEffects)
            );

    private JsonObject Lines(IReadOnlyList<string> lines, int most = MostLines)
    {
        most = Math.Max(1, (int)(most * room.Lines));
        var shown = lines.Take(most).Select(line => Fit(line, 160)).ToList();
        if (lines.Count > most)
            shown.Add($"and {lines.Count - most} more");
        return Bullets(shown.Select(line => Section(Text(line))));
    }

    private string Fit(string text, int most) => Shown(ChatText.Line(text), most);

    private string FitWhole(string text, int most) => Shown(ChatText.Clean(text), most);

    private string Shown(string text, int most) =>
        text.Length == 0 ? "–" : ChatText.Cut(text, Math.Max(20, (int)(most * room.Words)));

    private static Uri? ShortOnly(Uri? link) => link?.AbsoluteUri.Length <= 300 ? link : null;
}
