using OpsBot.Bot.Channels;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Shows what the test sets.</summary>
internal sealed class SetOverview : IOverview
{
    internal Overview Now { get; set; } = new([], [], []);

    /// <summary>How often it was looked at.</summary>
    internal int Reads { get; private set; }

    public Task<Overview> ReadAsync(CancellationToken cancel)
    {
        Reads++;
        return Task.FromResult(Now);
    }
}
