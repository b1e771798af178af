using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>Says at start that no log is kept.</summary>
internal sealed partial class NoLog(ILogger<NoLog> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.NoneIsKept(logger);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Connectors:Sheets:Kind is None: loops write no log. Set it to Csv to have one"
        )]
        internal static partial void NoneIsKept(ILogger logger);
    }
}

/// <summary>Stands in where no log is kept, so that plans with a row in them run through.</summary>
internal sealed class NoLogActor : Actor<LogRow>
{
    private const string Receipt = "no log configured: not written";

    /// <inheritdoc/>
    protected override Task<Acted> ActAsync(LogRow effect, EffectKey key, CancellationToken cancel) =>
        Task.FromResult<Acted>(new Acted.Done(Receipt));

    /// <inheritdoc/>
    protected override Task<ReadBack> ReadBackAsync(LogRow effect, EffectKey key, CancellationToken cancel) =>
        Task.FromResult<ReadBack>(new ReadBack.Took(Receipt));
}
