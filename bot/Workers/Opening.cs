using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Comes before every other worker: nothing is taken in before the store is open and the pauses are known.</summary>
internal sealed class Opening(Database database, IPauses pauses) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        await pauses.RememberAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
