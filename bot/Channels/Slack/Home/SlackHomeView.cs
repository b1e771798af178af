using System.Globalization;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Slack.Forms;
using OpsBot.Loops.People;
using static OpsBot.Bot.Channels.Slack.Forms.SlackViewBlocks;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Home;

/// <summary>
/// A person's home tab: their queue, the loops, today's numbers. Pure; docs.slack.dev/surfaces/app-home.
/// </summary>
internal sealed class SlackHomeView(Overview overview, Person person, Roles roles, DateTimeOffset now)
{
    /// <summary>Begins the ids of the blocks that show a loop.</summary>
    internal const string Loop = "loop";

    internal const string Pause = "pause";
    internal const string Resume = "resume";

    /// <summary>With the rest well below Slack's hundred blocks a view.</summary>
    private const int MostCases = 25;

    /// <summary>What they took on in another chat is theirs here, too.</summary>
    private readonly Person whole = person with { Others = overview.People.OthersOf(person.Id) };

    internal JsonObject Draw() => new() { ["type"] = "home", ["blocks"] = new JsonArray([.. Blocks()]) };

    private IEnumerable<JsonNode> Blocks() =>
        roles.IsKnown(person)
            ? [.. Queue(), Divider(), .. Loops(), Divider(), .. Today()]
            :
            [
                Header("OpsBot"),
                PlainSection(
                    $"You have no role here, so there is nothing to show. Whoever runs OpsBot can give you one under People:Roles; you are {person.Id}."
                ),
            ];

    private IEnumerable<JsonNode> Queue()
    {
        var mine = overview.Open.Where(asked => roles.IsIn(person, asked.Question.MayAnswer)).ToList();
        var overdue = mine.Count(asked => asked.Question.Deadline < now);
        yield return Header("Your queue");
        yield return PlainSection(
            mine.Count == 0
                ? "Nothing waits for you."
                : $"{Count(mine.Count, "case")} for you to decide{(overdue > 0 ? $", {overdue} overdue" : "")}"
        );
        foreach (var block in mine.OrderBy(PlaceOf).Take(MostCases).GroupBy(HeadingOf).SelectMany(Listed))
            yield return block;
        if (mine.Count > MostCases || overview.IsMore)
            yield return Context(
                $"These are due first. {(mine.Count > MostCases ? $"{mine.Count - MostCases} more follow: /ops queue" : "")}".Trim()
            );
    }

    /// <summary>One's own first, then what nobody is on, then what others are on; within each what is due first.</summary>
    private int PlaceOf(Escalation asked) =>
        asked.Claim is null ? 1
        : whole.Is(asked.Claim.By) ? 0
        : 2;

    private string HeadingOf(Escalation asked) =>
        PlaceOf(asked) switch
        {
            0 => "You are on these",
            1 => "Nobody is on these",
            _ => "Others are on these",
        };

    private IEnumerable<JsonNode> Listed(IGrouping<string, Escalation> cases) =>
        cases.Select(CaseOf).Prepend<JsonNode>(Context(cases.Key));

    private JsonObject CaseOf(Escalation asked)
    {
        var kind = asked.Kind is EscalationKind.Trouble ? "stuck · " : "";
        var claim = asked.Claim is { } other && !whole.Is(other.By) ? $" · {WhoIs(other.By)} is on it" : "";
        return SlackCases.Listed(
            asked,
            $"{kind}{SlackText.Inert(asked.Loop.Value)} · {SlackCases.Due(asked, now)}{claim}"
        );
    }

    private string WhoIs(string id) =>
        PersonInText(
            id.StartsWith(SlackChannel.Prefix, StringComparison.Ordinal) ? id : overview.Names.GetValueOrDefault(id, id)
        );

    private IEnumerable<JsonNode> Loops()
    {
        yield return Header("Loops");
        foreach (var loop in overview.Loops)
            yield return LoopOf(loop);
        foreach (var outage in overview.Outages)
            yield return RichText(Section(SlackLines.Words(outage, 500)));
    }

    private JsonObject LoopOf(LoopOverview loop)
    {
        var owner = loop.Owner is { } whose ? $" · owner {WhoIs(whose)}" : "";
        var text = $"*{SlackText.Inert(loop.Name.Value)}* · {StateOf(loop.State)}{owner}\n{NowOf(loop.Counts)}";
        if (!roles.IsIn(person, Roles.Lead))
            return MarkdownSection($"{Loop}:{loop.Name.Value}", text);
        var isPaused = loop.State is { IsPaused: true };
        var button = ButtonOf(
            isPaused ? Resume : Pause,
            isPaused ? "Resume" : "Pause",
            loop.Name.Value,
            $"{(isPaused ? "Resume" : "Pause")} {loop.Name.Value}"
        );
        if (isPaused)
            button["confirm"] = ConfirmResume(loop);
        return WithButton($"{Loop}:{loop.Name.Value}", text, button);
    }

    private static JsonObject ConfirmResume(LoopOverview loop) =>
        new()
        {
            ["title"] = Plain($"Resume {loop.Name.Value}?"),
            ["text"] = Plain(
                loop.State?.Tripped is { } figures
                    ? ChatText.Cut($"It stopped itself: {ChatText.Line(figures)}. All that waited goes on.", 280)
                    : $"{Count(loop.Counts.Parked, "run")} that waited will go on."
            ),
            ["confirm"] = Plain("Resume"),
            ["deny"] = Plain("Not yet"),
        };

    private string StateOf(LoopState? state)
    {
        if (state is not { IsPaused: true })
            return "running";
        if (state.Tripped is { } figures)
            return $"stopped itself {MomentInText(state.PausedSince ?? state.At)}: {Fit(figures)}";
        var by = state.By is { } who ? $" by {WhoIs(who)}" : "";
        var until = state.Until is { } end ? $" until {MomentInText(end)}" : "";
        var because = state.Because is { } why ? $": {Fit(why)}" : "";
        return $"paused{by}{until}{because}";
    }

    private static string NowOf(LoopCounts counts)
    {
        var parts = new[]
        {
            (counts.Asking, "asking"),
            (counts.Overdue, "overdue"),
            (counts.Busy, "under way"),
            (counts.Waiting, "waiting"),
            (counts.Parked, "parked"),
            (counts.Dead, "stuck"),
        };
        var shown = parts.Where(part => part.Item1 > 0).Select(part => $"{Number(part.Item1)} {part.Item2}").ToList();
        return shown.Count == 0 ? "nothing open" : string.Join(" · ", shown);
    }

    private IEnumerable<JsonNode> Today()
    {
        yield return Header("Today");
        if (overview.Loops.Count == 0)
            yield break;
        yield return Fields(
            overview
                .Loops.Take(5)
                .SelectMany(loop =>
                    new[]
                    {
                        Field(
                            loop.Name.Value,
                            $"{Number(loop.Counts.Caught)} caught, {Number(loop.Counts.Cleared)} cleared by rule",
                            null
                        ),
                        Field("decided by people", Number(loop.Counts.Decided), null),
                    }
                )
        );
        yield return Context("Type /ops help for all that can be asked.");
    }

    private static string Fit(string words) => SlackText.Inert(ChatText.Cut(ChatText.Line(words), 200));

    private static string Count(int count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
