using System.Collections.Concurrent;
using System.Threading.Channels;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Keeps to Slack's pace: about one message a second and channel, and no call to a method that asked to be left alone
/// (docs.slack.dev/apis/web-api/rate-limits). Slack counts per method, workspace and app; a bot has one of each of the
/// last two, so the method's name is enough.
/// </summary>
internal sealed class SlackPace(TimeProvider clock) : IRestingPace
{
    private const int TooManyRequests = 429;
    private static readonly TimeSpan BetweenPosts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Unspoken = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();

    /// <summary>Counted by what nobody can set: a clock that is set back would make everything wait.</summary>
    private readonly long start = clock.GetTimestamp();
    private readonly Dictionary<string, TimeSpan> nextPost = [];
    private readonly ConcurrentDictionary<string, TimeSpan> restUntil = [];

    private readonly Channel<(string What, TimeSpan Wait)> rests = Channel.CreateUnbounded<(string, TimeSpan)>();

    /// <summary>What began to rest, for the one who writes it down.</summary>
    public ChannelReader<(string What, TimeSpan Wait)> Rests => rests.Reader;

    public string Chat => SlackClient.Name;

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>Waits for a channel's next turn.</summary>
    /// <exception cref="OutsideException">It would take long; nothing was sent.</exception>
    internal async Task TurnAsync(string channel, CancellationToken cancel)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = Now;
            var turn = nextPost.GetValueOrDefault(channel);
            wait = turn > now ? turn - now : TimeSpan.Zero;
            if (wait > LongestWait)
                throw Resting.For(SlackClient.Name, $"channel {channel}", wait);
            nextPost[channel] = now + wait + BetweenPosts;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancel);
    }

    /// <summary>Refuses a call to a method that rests.</summary>
    /// <exception cref="OutsideException">It does; nothing was sent.</exception>
    internal void Check(string method)
    {
        if (restUntil.TryGetValue(method, out var until) && until - Now is { Ticks: > 0 } wait)
            throw Resting.For(SlackClient.Name, method, wait);
    }

    /// <summary>Calls a method that does not rest; where Slack asks to be left alone, it rests from then on.</summary>
    /// <exception cref="OutsideException">It rests, and nothing was sent; or the call failed.</exception>
    internal async Task<OutsideResponse> CallAsync(string method, Func<Task<OutsideResponse>> call)
    {
        Check(method);
        try
        {
            return await call();
        }
        catch (OutsideException failure) when (failure.Status is TooManyRequests)
        {
            Rest(method, failure.RetryAfter);
            throw;
        }
    }

    /// <summary>Slack asked to leave a method alone.</summary>
    internal void Rest(string method, TimeSpan? wait)
    {
        Remember(method, wait ?? Unspoken);
        rests.Writer.TryWrite((method, wait ?? Unspoken));
    }

    /// <summary>Slack asked for it before the bot was started.</summary>
    public void Remember(string what, TimeSpan wait) => restUntil[what] = Now + wait;
}
