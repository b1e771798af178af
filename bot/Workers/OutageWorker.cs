using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Workers;

/// <summary>Tells the loops' channels, once, that a system is down, and that it answers again.</summary>
internal sealed partial class OutageWorker(
    Breakers breakers,
    LoopList loops,
    LoopNotices notices,
    ShopTimes times,
    ILogger<OutageWorker> logger
) : BackgroundService
{
    /// <summary>How often is looked whether something that had to wait may be said now.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, OutageNotices> bySystem = new(StringComparer.Ordinal);
    private readonly Retelling again = new(times.Clock);

    /// <summary>Takes note of all that changed, and says what is to be said now.</summary>
    internal async Task TellAsync(CancellationToken cancel)
    {
        while (breakers.Changes.TryRead(out var change))
            Note(change);
        foreach (var about in bySystem.Values)
            if (about.Due(times.Now) is { } news && again.MaySay(news.Outage.System))
                await SayAsync(about, news, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TellAsync(stoppingToken);
                await breakers.ChangedAsync(Look, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Note(BreakerChange change)
    {
        var outage = change.Outage;
        if (change.IsOver)
            Log.Back(logger, outage.System, outage.Since);
        else
            Log.Down(logger, outage.System, outage.Why);
        if (!bySystem.TryGetValue(outage.System, out var about))
            bySystem[outage.System] = about = new OutageNotices();
        about.Note(change);
        // It may be the chat that answers again.
        if (change.IsOver)
            foreach (var system in bySystem.Keys)
                again.Tried(system, reached: true);
    }

    private async Task SayAsync(OutageNotices about, OutageNews news, CancellationToken cancel)
    {
        var told = await notices.SayAsync([.. loops.All.Select(loop => loop.Name)], _ => news.Notice(times.At), cancel);
        // Where the chat itself is down, its channels hear of it when it is back; the log has it now.
        foreach (var line in told.Untold)
            Log.Untold(logger, news.Outage.System, line.Text);
        again.Tried(news.Outage.System, told.IsKnown);
        if (told.IsKnown)
            about.Said(news, times.Now);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{System} {Why}: it is down and is left alone; what needs it waits")]
        internal static partial void Down(ILogger logger, string system, string why);

        [LoggerMessage(LogLevel.Information, "{System} answers again; it was down since {Since}")]
        internal static partial void Back(ILogger logger, string system, DateTimeOffset since);

        [LoggerMessage(LogLevel.Warning, "News of {System} could not be told: {Why}")]
        internal static partial void Untold(ILogger logger, string system, string why);
    }
}
