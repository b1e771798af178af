using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>What a card shows, in reading order.</summary>
/// <param name="card">The card.</param>
/// <param name="words">How people and moments are written.</param>
/// <param name="room">How much room it gets.</param>
internal sealed class TeamsCardBody(Card card, TeamsWords words, TeamsRoom room)
{
    private const int MostFields = 10;
    private const int MostLines = 6;
    private const int MostEffects = 8;
    private const int MostQuoted = 12;

    internal IEnumerable<JsonNode> All(string? told) =>
        [
            .. told is null ? [] : (JsonObject[])[Told(told, room)],
            Title(room.Fit(card.Title, 140)),
            Status(),
            .. Reason(),
            .. Because(),
            .. Fields(),
            .. Quoted(),
            .. Asked(),
            .. Section("History", card.History),
            .. card.Lists.Where(list => list.Lines.Count > 0).SelectMany(list => Section(list.Heading, list.Lines)),
            .. Effects(),
            .. Section("What was done", [.. card.Ticks.Select(CardTickWords.Of)], 2 * MostEffects),
            .. card.RunName is { } run ? (JsonObject[])[Subtle(room.Fit($"Run {run}", 100))] : [],
        ];

    /// <summary>What one person alone is told, above everything else.</summary>
    internal static JsonObject Told(string told, TeamsRoom room) =>
        Container("attention", Words(Bold("For you: "), Run(room.Fit(told, 300))));

    private JsonObject Status()
    {
        var runs = new List<JsonObject>();
        if (card.By is { } by)
            runs.AddRange([Bold(words.Person(by)), Run(" ")]);
        runs.Add(Run(room.Fit(card.Status, 400) + (card.At is { } at ? $" {words.Moment(at)}" : "")));
        return Container(Style(), Words(runs));
    }

    /// <summary>The words beside it say the same.</summary>
    private string Style() =>
        card.State switch
        {
            CardState.Overdue => "warning",
            CardState.Stuck => "attention",
            _ => "emphasis",
        };

    private IEnumerable<JsonObject> Reason() =>
        card.Reason is { } reason ? [Heading("Reason given"), Quote(reason, 500)] : [];

    private IEnumerable<JsonObject> Because() =>
        [
            Words(Bold("Why: "), Run(room.Fit(card.Why, 600))),
            .. Section("Changed since it was last asked", card.Changed),
        ];

    private IEnumerable<JsonObject> Fields() =>
        card.Fields.Count == 0
            ? []
            :
            [
                Facts(
                    card.Fields.Take(MostFields)
                        .Select(field =>
                            (Bold(room.Fit(field.Label, 40)), Link(room.Fit(field.Value, 200), field.Link))
                        )
                ),
            ];

    private IEnumerable<JsonObject> Quoted() =>
        card.Quote is { } quote && ChatText.Clean(quote).Length > 0
            ? [Heading("The customer's words"), Quote(quote, 800)]
            : [];

    private IEnumerable<JsonObject> Asked() =>
        card.Inquiries.Count == 0
            ? []
            :
            [
                Heading("Asked before it is decided"),
                .. card.Inquiries.Take(room.Most(MostLines)).Select(inquiry => Bullet(InquiryOf(inquiry))),
                .. More(card.Inquiries.Count, room.Most(MostLines)),
            ];

    private IEnumerable<JsonObject> InquiryOf(Inquiry inquiry)
    {
        yield return Run($"{words.Person(inquiry.AskedBy)}: {room.Fit(inquiry.Words, 200)} ");
        yield return inquiry is { Answer: { } answer, AnsweredBy: { } by }
            ? Run($"– {words.Person(by)}: {room.Fit(answer, 200)}")
            : Run($"– no answer yet from {(inquiry.Of is { } of ? words.Person(of) : "anybody with a role")}");
    }

    private IEnumerable<JsonObject> Effects()
    {
        var acting = card.Choices.Where(choice => choice.Effects.Count > 0).ToList();
        return acting.Count == 0
            ? []
            : acting
                .SelectMany(choice => Section($"{room.Fit(choice.Label, 70)}:", choice.Effects, MostEffects))
                .Prepend(Heading("What each button does"));
    }

    private IEnumerable<JsonObject> Section(string heading, IReadOnlyList<string> lines, int most = MostLines) =>
        lines.Count == 0
            ? []
            :
            [
                Heading(room.Fit(heading, 70)),
                .. lines.Take(room.Most(most)).Select(line => Bullet(Run(room.Fit(line, 160)))),
                .. More(lines.Count, room.Most(most)),
            ];

    private static IEnumerable<JsonObject> More(int all, int shown) =>
        all > shown ? [Bullet(Run($"and {all - shown} more"))] : [];

    /// <summary>Words of others, set off. Text runs know no line ends, so every line is its own.</summary>
    private JsonObject Quote(string text, int most)
    {
        var lines = room.FitWhole(text, most)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shown = room.Most(MostQuoted);
        return Container(
            "emphasis",
            [
                .. lines.Take(shown).Select(line => Quoting(line)),
                .. lines.Length > shown ? (JsonObject[])[Quoting("…")] : [],
            ]
        );
    }

    private static JsonObject Quoting(string line)
    {
        var run = Run(line);
        run["italic"] = true;
        var words = Words(run);
        words["spacing"] = "Small";
        return words;
    }
}
