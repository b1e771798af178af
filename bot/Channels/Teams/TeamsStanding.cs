using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Whether Teams takes anything of the bot at all. Once it is known that it does not, nothing is called but what finds out, until
/// that goes through.
/// </summary>
internal sealed class TeamsStanding : IChatStanding, IDisposable
{
    /// <summary>How often is tried whether it does again.</summary>
    internal static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim left = new(0);
    private volatile string? trouble;

    public string Chat => TeamsClient.Name;

    public string? Trouble => trouble;

    public void Dispose() => left.Dispose();

    /// <summary>Refuses a call while Teams takes nothing.</summary>
    /// <exception cref="OutsideException">It does not; nothing was sent.</exception>
    internal void Check()
    {
        if (trouble is { } why)
            throw Resting.Shut(TeamsClient.Name, $"nothing is posted: {why}", Again);
    }

    /// <summary>Teams takes nothing any more.</summary>
    /// <param name="why">What is wrong and what to do.</param>
    internal void Lost(string why)
    {
        if (Interlocked.Exchange(ref trouble, why) is null)
            left.Release();
    }

    /// <summary>Teams takes what the bot sends.</summary>
    /// <returns>Whether it did not before.</returns>
    internal bool IsBack() => Interlocked.Exchange(ref trouble, null) is not null;

    /// <summary>Waits until Teams takes nothing any more.</summary>
    internal Task LostAsync(CancellationToken cancel) => left.WaitAsync(cancel);
}
