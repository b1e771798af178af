namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Says at start that customers are not written to.</summary>
internal sealed partial class NoHelpdesk(ILogger<NoHelpdesk> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.NobodyIsWrittenTo(logger);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Connectors:Helpdesk:Kind is None: customers are not written to. Set it to Zendesk, with BaseUrl, Email and Token, to write to them"
        )]
        internal static partial void NobodyIsWrittenTo(ILogger logger);
    }
}

/// <summary>Stands in where there is no helpdesk, so that plans with a message in them run through. The record says so.</summary>
/// <typeparam name="TEffect">A message.</typeparam>
internal sealed class NoHelpdeskActor<TEffect> : Actor<TEffect>
    where TEffect : Effect
{
    private const string Receipt = "no helpdesk configured: not sent";

    /// <inheritdoc/>
    protected override Task<Acted> ActAsync(TEffect effect, EffectKey key, CancellationToken cancel) =>
        Task.FromResult<Acted>(new Acted.Done(Receipt));

    /// <inheritdoc/>
    protected override Task<ReadBack> ReadBackAsync(TEffect effect, EffectKey key, CancellationToken cancel) =>
        Task.FromResult<ReadBack>(new ReadBack.Took(Receipt));
}
