using OpsBot.Bot.Channels;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Workers;

/// <summary>
/// What is said about one system that goes down and comes back: the first time at once, and what follows at most once in a
/// while, with a count. Pure but for what it remembers.
/// </summary>
internal sealed class OutageNotices
{
    /// <summary>After something was said of going down, this long nothing is said of going down again.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    private Outage? now;
    private Outage? last;
    private DateTimeOffset changedAt;
    private DateTimeOffset? saidDownAt;
    private bool saidDown;
    private int unsaid;

    /// <summary>Takes note of a change.</summary>
    internal void Note(BreakerChange change)
    {
        if (!change.IsOver)
            unsaid++;
        now = change.IsOver ? null : change.Outage;
        changedAt = change.IsOver ? change.At : change.Outage.Since;
        last = change.Outage;
    }

    /// <summary>What is to be said at a moment; nothing where all is said, or is to wait.</summary>
    internal OutageNews? Due(DateTimeOffset at)
    {
        if (last is null)
            return null;
        var mayBegin = saidDownAt is not { } said || at - said >= Quiet;
        if (now is not null)
            return unsaid > 0 && mayBegin ? new OutageNews(last, IsDown: true, changedAt, unsaid) : null;
        // The end of what was said is always news; an outage that came and went unsaid waits its time.
        return (saidDown && unsaid == 0) || (unsaid > 0 && mayBegin)
            ? new OutageNews(last, IsDown: false, changedAt, unsaid)
            : null;
    }

    /// <summary>It was said.</summary>
    internal void Said(OutageNews news, DateTimeOffset at)
    {
        saidDown = news.IsDown;
        unsaid -= news.Times;
        if (news.IsDown || news.Times > 0)
            saidDownAt = at;
    }
}

/// <summary>Something to say of a system.</summary>
/// <param name="Outage">The newest outage.</param>
/// <param name="IsDown">It is down now; else it answers again.</param>
/// <param name="Since">Since when it is as it is now.</param>
/// <param name="Times">How often it went down since that was last said.</param>
internal sealed record OutageNews(Outage Outage, bool IsDown, DateTimeOffset Since, int Times)
{
    /// <summary>What the channel is told.</summary>
    /// <param name="time">How the shop reads a moment.</param>
    internal Notice Notice(Func<DateTimeOffset, string> time)
    {
        var system = Outage.System;
        var title = IsDown
            ? $"{system} is down since {time(Since)}: it {Said(Outage.Why)}."
            : $"{system} answers again since {time(Since)}; it was down since {time(Outage.Since)}.";
        var means = IsDown
            ? "What needs it waits and goes on by itself once it answers; nothing is lost."
            : "What waited for it goes on.";
        var often = $"It went down {Times} times since that was last said.";
        return new Notice(new Line(title))
        {
            Tone = IsDown ? NoticeTone.Trouble : NoticeTone.GoesOn,
            Lines = [new Line(means), .. Times > 1 ? [new Line(often)] : Array.Empty<Line>()],
        };
    }

    /// <summary>A failure's words after "it": <c>cannot be reached</c>, <c>answered 503</c>, but <c>says the connection broke</c>.</summary>
    private static string Said(string why) =>
        why.StartsWith("the ", StringComparison.Ordinal) || why.StartsWith("its ", StringComparison.Ordinal)
            ? $"cannot be used ({why})"
            : why;
}
