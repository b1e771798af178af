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
    private volatile string? refusedAt;

    public string Chat => TeamsClient.Name;

    public string? Trouble => trouble;

    public void Dispose() => left.Dispose();

    /// <summary>The place that refused the bot itself; nothing where none did, or since none did.</summary>
    internal string? RefusedAt => refusedAt;

    /// <summary>It is to be found out whether Teams takes what the bot sends.</summary>
    internal bool IsDoubted => trouble is not null || refusedAt is not null;

    /// <summary>Refuses a call while Teams takes nothing.</summary>
    /// <exception cref="OutsideException">It does not; nothing was sent.</exception>
    internal void Check()
    {
        if (trouble is { } why)
            throw Resting.Shut(TeamsClient.Name, $"nothing is posted: {why}", Again);
    }

    /// <summary>A place refuses the bot's token. Where another does as well it is the bot that is refused; else it is found out.</summary>
    /// <param name="place">The place.</param>
    /// <param name="why">What is wrong and what to do.</param>
    internal void Refused(string place, string why)
    {
        switch (Interlocked.CompareExchange(ref refusedAt, place, null))
        {
            case null:
                left.Release();
                break;
            case var first when first != place:
                Lost(why);
                break;
            default:
                break;
        }
    }

    /// <summary>Teams takes nothing any more.</summary>
    /// <param name="why">What is wrong and what to do.</param>
    /// <param name="place">The place that said so; nothing where it was the login.</param>
    internal void Lost(string why, string? place = null)
    {
        refusedAt ??= place;
        if (Interlocked.Exchange(ref trouble, why) is null)
            left.Release();
    }

    /// <summary>Teams takes what the bot sends.</summary>
    /// <returns>Whether it did not before.</returns>
    internal bool IsBack()
    {
        refusedAt = null;
        return Interlocked.Exchange(ref trouble, null) is not null;
    }

    /// <summary>Waits until Teams takes nothing any more, or may not.</summary>
    internal Task LostAsync(CancellationToken cancel) => left.WaitAsync(cancel);
}
