using OpsBot.Bot.Channels;
using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Keeps the chats at the wanted state of every card.</summary>
internal sealed partial class CardWorker(CardDesk desk, Wake wake, TimeProvider clock, ILogger<CardWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ShowAsync(stoppingToken);
        }
        finally
        {
            // What a chat was just given it is given to the end, or until its own call is stopped.
            await desk.FinishAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ShowAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await desk.WorkOnceAsync(stoppingToken) == 0)
                    await wake.CardsAsync(Look, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.Failed(logger, error);
                await Task.Delay(Look, clock, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Cards could not be shown and are tried again")]
        internal static partial void Failed(ILogger logger, Exception error);
    }
}
