using OpsBot.Bot.Channels;
using OpsBot.Bot.Http;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>What loops are doing, and what waits for people.</summary>
internal sealed class StatusReport(
    ILoopStore store,
    ICaseStore cases,
    SamePeople same,
    Breakers breakers,
    ShopTimes times
)
{
    private const int MostQuestions = 20;

    /// <summary>A line for each loop, and one for each system that is down.</summary>
    internal async Task<CommandReply> StatusAsync(IReadOnlyList<LoopName> loops, CancellationToken cancel)
    {
        var states = (await store.StatesAsync(cancel)).ToDictionary(state => state.Loop);
        var lines = new List<Line>();
        foreach (var loop in loops)
        {
            var counts = await store.CountAsync(loop, times.StartOfDay, cancel);
            lines.Add(Describe(loop, states.GetValueOrDefault(loop), counts));
        }

        lines.AddRange(breakers.Outages.Select(Describe));
        return new CommandReply($"Status at {times.At(times.Now)}", lines);
    }

    /// <summary>The questions that are open.</summary>
    /// <param name="which"><c>mine</c>, <c>overdue</c>, <c>unclaimed</c>; all where absent.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<CommandReply> QueueAsync(string? which, Person person, CancellationToken cancel)
    {
        var filter = which switch
        {
            "mine" => new QueueFilter { ClaimedBy = [person.Id, .. (await same.WholeAsync(person, cancel)).Others] },
            "overdue" => new QueueFilter { Overdue = true },
            "unclaimed" => new QueueFilter { Unclaimed = true },
            _ => QueueFilter.All,
        };
        var open = await cases.QueueAsync(filter, MostQuestions + 1, cancel);
        if (open.Count == 0)
            return new CommandReply(which is null ? "Nothing waits for an answer." : $"Nothing here is {which}.");
        var lines = open.Take(MostQuestions).Select(Describe).ToList();
        if (open.Count > MostQuestions)
            lines.Add(new Line("and more; these are due first"));
        return new CommandReply("Waiting for an answer, the one due first in front", lines);
    }

    private Line Describe(LoopName loop, LoopState? state, LoopCounts counts)
    {
        var numbers = Numbers(counts);
        if (state is not { IsPaused: true })
            return new Line($"{loop}: running. {numbers}");
        var waits = counts.ParkedSince is { } since ? $", the oldest since {times.At(since)}" : "";
        var parked = $"{counts.Parked} parked{waits}. {numbers}";
        if (state.Tripped is { } figures)
            return new Line(
                $"{loop}: stopped itself at {times.At(state.PausedSince ?? state.At)}: {figures}. "
                    + $"It goes on when somebody types: resume {loop}; {parked}"
            );
        var until = state.Until is { } end ? $" until {times.At(end)}" : "";
        var because = state.Because is { } why ? $" because {why}" : "";
        return new Line($"{loop}: paused", state.By, $" since {times.At(state.At)}{until}{because}, {parked}");
    }

    /// <summary>A system that is down.</summary>
    internal static Line Describe(Outage outage) =>
        new($"{outage.System} is down since then ({outage.Why}). What needs it waits; nothing is lost.")
        {
            At = outage.Since,
        };

    private string Numbers(LoopCounts counts)
    {
        var overdue = counts.Overdue > 0 ? $" ({counts.Overdue} overdue)" : "";
        var oldest = counts.Oldest is { } since ? $", the oldest open for {times.Since(since)}" : "";
        return $"Today {counts.Caught} caught, {counts.Cleared} cleared by rule, {counts.Decided} decided by people; "
            + $"now {counts.Asking} asking{overdue}, {counts.Waiting} waiting, {counts.Dead} dead{oldest}.";
    }

    private Line Describe(Escalation asked)
    {
        var due = asked.Question.Deadline;
        var when = due < times.Now ? $"was due ({times.Since(due)} ago)" : "due";
        var words = $"{when}: {asked.Question.Title} · {asked.Loop} · asked {times.Since(asked.OpenedAt)} ago";
        return asked.Claim is { } claim
            ? new Line($"{words} · taken on", claim.By, $" {times.Since(claim.At)} ago") { At = due }
            : new Line(words) { At = due };
    }
}
