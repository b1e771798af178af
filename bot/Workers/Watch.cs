using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>
/// Looks for runs that should have gone on and did not, whatever the reason: the safety net under everything else. Says it once when
/// it begins and once when it is over.
/// </summary>
internal sealed partial class Watch(
    WatchStore store,
    IPauses pauses,
    LoopNews news,
    ShopTimes times,
    ILogger<Watch> logger
)
{
    private const string NotActed = "not-acted";
    private const string NotTakenUp = "not-taken-up";

    /// <summary>In normal life nothing waits for this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset startedAt = times.Now;

    /// <summary>Looks once. Not before it has run for a while: what a stopped bot left is not late before it was begun.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        var by = times.Now - Patience;
        if (by < startedAt)
            return;
        foreach (var loop in news.Loops.All.Select(loop => loop.Name))
        {
            // What waits because it may not go on is neither late nor done: what was said of it before stands.
            if (pauses.IsPaused(loop))
                continue;
            var notActed = await store.NotActedAsync(loop, by, cancel);
            var notTakenUp = await store.NotTakenUpAsync(loop, by, cancel);
            await SayAsync((loop, NotActed), notActed, "decided and not carried out", cancel);
            await SayAsync((loop, NotTakenUp), notTakenUp, "due and not taken up", cancel);
        }
    }

    private async Task SayAsync((LoopName Loop, string Kind) about, Late? late, string what, CancellationToken cancel)
    {
        var (loop, kind) = about;
        if (late is null)
        {
            if (await store.ClearAsync(loop, kind))
                await news.SayAsync(loop, new Line($"{loop}: no run is {what} any more."), cancel);
            return;
        }

        if (!news.MaySay(loop, kind) || !await store.RaiseAsync(loop, kind))
            return;
        Log.Late(logger, loop, late.Count, what, late.Oldest);
        var title =
            $"{loop}: {late.Count} {(late.Count == 1 ? "run is" : "runs are")} {what} for more than a minute; the oldest is "
            + $"{late.Name} (run {late.Oldest}), since {times.At(late.Since)}.";
        var notice = new Notice(new Line(title))
        {
            Tone = NoticeTone.Trouble,
            Lines = [new Line("Nothing is lost, but somebody should look at the bot.")],
        };
        var isKnown = false;
        try
        {
            isKnown = await news.InsistAsync(about, notice, cancel);
        }
        finally
        {
            // It is raised again, and said, when it may be.
            if (!isKnown)
                await store.ClearAsync(loop, kind);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Loop}: {Count} runs are {What} for more than a minute; the oldest is {Run}")]
        internal static partial void Late(ILogger logger, LoopName loop, int count, string what, string run);
    }
}
