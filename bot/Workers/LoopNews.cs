using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;

namespace OpsBot.Bot.Workers;

/// <summary>What a loop's channels hear of what the bot itself did or saw.</summary>
internal sealed partial class LoopNews(
    LoopList loops,
    LoopNotices notices,
    TimeProvider clock,
    ILogger<LoopNews> logger
)
{
    private readonly Retelling again = new(clock);

    /// <summary>News of a loop that stopped itself.</summary>
    internal const string Trip = "trip";

    internal TimeProvider Clock => clock;

    internal LoopList Loops => loops;

    /// <summary>How many runs a second go on after a pause.</summary>
    internal int PaceOf(LoopName loop) => loops.Find(loop)?.ResumePerSecond ?? 10;

    /// <summary>A pause ended by itself.</summary>
    internal Task PauseIsOverAsync(Resumed resumed, CancellationToken cancel) =>
        SayAsync(
            resumed.Loop,
            new Notice(new Line($"{resumed.Loop}: the pause is over. {Drains.Words(resumed)}"))
            {
                Tone = NoticeTone.GoesOn,
            },
            cancel
        );

    /// <summary>Whether something may be said now; not soon again where it reached nobody.</summary>
    internal bool MaySay(LoopName loop, string kind) => again.MaySay(Key(loop, kind));

    /// <summary>A loop stopped itself.</summary>
    /// <returns>Whether at least one of its channels knows.</returns>
    internal Task<bool> TrippedAsync(LoopName loop, string why, CancellationToken cancel) =>
        InsistAsync(
            (loop, Trip),
            new Notice(new Line($"{loop} stopped itself: {why}."))
            {
                Tone = NoticeTone.Trouble,
                Lines =
                [
                    new Line("What comes in is kept and waits."),
                    new Line($"Look first, then type: resume {loop}"),
                ],
            },
            cancel
        );

    /// <summary>Says something of a loop that the caller says again, when it may, where it reached nobody.</summary>
    /// <returns>Whether at least one of its channels knows.</returns>
    internal async Task<bool> InsistAsync((LoopName Loop, string Kind) about, Notice notice, CancellationToken cancel)
    {
        var reached = false;
        try
        {
            reached = await SayAsync(about.Loop, notice, cancel);
        }
        finally
        {
            again.Tried(Key(about.Loop, about.Kind), reached);
        }

        return reached;
    }

    /// <summary>Says something of a loop.</summary>
    /// <returns>Whether at least one of its channels knows.</returns>
    internal async Task<bool> SayAsync(LoopName loop, Notice notice, CancellationToken cancel)
    {
        var told = await notices.SayAsync([loop], _ => notice, cancel);
        foreach (var line in told.Untold)
            Log.Untold(logger, notice.Title.Text, line.Text);
        return told.IsKnown;
    }

    private static string Key(LoopName loop, string kind) => $"{loop} {kind}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Why}; it was to hear: {Words}")]
        internal static partial void Untold(ILogger logger, string words, string why);
    }
}
