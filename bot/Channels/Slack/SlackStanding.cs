using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Whether the bot is still installed. Once Slack says that it is not, nothing is called but <c>auth.test</c>, until that says
/// otherwise.
/// </summary>
internal sealed class SlackStanding : IChatStanding, IDisposable
{
    /// <summary>How often is asked whether the token is valid again.</summary>
    internal static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim left = new(0);
    private volatile string? trouble;

    public string Chat => SlackClient.Name;

    public string? Trouble => trouble;

    public void Dispose() => left.Dispose();

    /// <summary>Refuses a call while the app is not installed.</summary>
    /// <exception cref="OutsideException">It is not; nothing was sent.</exception>
    internal void Check(string method)
    {
        if (trouble is not null && method != "auth.test")
            throw Resting.Shut(SlackClient.Name, "the app is not installed any more; nothing is posted", Again);
    }

    /// <summary>Slack says that the app is gone.</summary>
    internal void Lost(string why)
    {
        if (Interlocked.Exchange(ref trouble, why) is null)
            left.Release();
    }

    /// <summary>Slack knows the token.</summary>
    /// <returns>Whether it did not before.</returns>
    internal bool IsBack() => Interlocked.Exchange(ref trouble, null) is not null;

    /// <summary>Waits until the app is gone.</summary>
    internal Task LostAsync(CancellationToken cancel) => left.WaitAsync(cancel);
}
