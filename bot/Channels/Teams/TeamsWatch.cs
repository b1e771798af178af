namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Gets a token at start, so that a wrong secret is told before the first card; and after Teams took nothing any more, finds out
/// when it does again.
/// </summary>
internal sealed class TeamsWatch(TeamsProbe probe, TeamsStanding standing, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            while (await probe.TryAsync(stoppingToken) is { } wait)
                await Task.Delay(wait, clock, stoppingToken);
            await standing.LostAsync(stoppingToken);
            await Task.Delay(TeamsStanding.Again, clock, stoppingToken);
        }
    }
}

/// <summary>Finds out whether Teams takes what the bot sends.</summary>
internal sealed partial class TeamsProbe(TeamsTokens tokens, TeamsClient client, ILogger<TeamsProbe> log)
{
    private static readonly TimeSpan Slowly = TimeSpan.FromMinutes(5);

    private TeamsStanding Standing => tokens.Standing;

    /// <summary>Tries.</summary>
    /// <returns>When to try again; nothing where Teams takes what the bot sends.</returns>
    internal async Task<TimeSpan?> TryAsync(CancellationToken cancel)
    {
        try
        {
            // One that is kept and refused is asked for anew where it is refused.
            await tokens.TokenAsync(anew: false, cancel);
            if (Standing.IsDoubted)
                await client.KnockAsync(Standing.RefusedAt, cancel);
            if (Standing.IsBack())
                Log.Back(log);
            return null;
        }
        catch (OutsideException failure)
        {
            Log.NotTaken(log, failure.Message);
            // Settings are read at start: what is wrong with them stays wrong.
            return failure is { Kind: FailureKind.Broken, System: TeamsLogin.Name } ? Slowly : TeamsStanding.Again;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Also where the store is down: it must not end the bot.
            Log.NotTaken(log, error.Message);
            return TeamsStanding.Again;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Teams takes what the bot sends again; what waited is posted"
        )]
        internal static partial void Back(ILogger log);

        [LoggerMessage(Level = LogLevel.Error, Message = "Teams takes nothing of the bot. {Why}")]
        internal static partial void NotTaken(ILogger log, string why);
    }
}
