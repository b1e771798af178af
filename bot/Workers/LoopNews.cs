using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;

namespace OpsBot.Bot.Workers;

/// <summary>What a loop's channels hear of what the bot itself did or saw.</summary>
internal sealed class LoopNews(LoopList loops, LoopNotices notices, TimeProvider clock)
{
    internal TimeProvider Clock => clock;

    internal LoopList Loops => loops;

    /// <summary>How many runs a second go on after a pause.</summary>
    internal int PaceOf(LoopName loop) => loops.Find(loop)?.ResumePerSecond ?? 10;

    /// <summary>A pause ended by itself.</summary>
    internal Task PauseIsOverAsync(Resumed resumed, CancellationToken cancel) =>
        SayAsync(resumed.Loop, $"{resumed.Loop}: the pause is over. {Drains.Words(resumed)}", cancel);

    /// <summary>A loop stopped itself.</summary>
    /// <returns>Whether every channel of it knows.</returns>
    internal Task<bool> TrippedAsync(LoopName loop, string why, CancellationToken cancel) =>
        SayAsync(
            loop,
            $"{loop} stopped itself: {why}. What comes in is kept and waits. Look first, then type: resume {loop}",
            cancel
        );

    /// <summary>Says something of a loop.</summary>
    internal async Task<bool> SayAsync(LoopName loop, string words, CancellationToken cancel) =>
        (await notices.SayAsync([loop], _ => new Line(words), cancel)).Count == 0;
}
