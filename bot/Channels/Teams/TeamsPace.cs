using System.Threading.Channels;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Keeps to the pace of Teams, per conversation: seven messages a second, sixty in thirty seconds, 1800 an hour
/// (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit). Splitting a message counts double, so the bot stays
/// well below: five at once, then one a second, and in the long run two in five seconds.
/// </summary>
internal sealed class TeamsPace(TimeProvider clock) : IRestingPace
{
    private const double AtOnce = 5;
    private const double PerSecond = 1;
    private const double InALongRun = 300;
    private const double PerSecondInTheLongRun = 0.4;
    private const int MostKept = 4096;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Unspoken = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();

    /// <summary>Counted by what nobody can set: a clock that is set back would make everything wait.</summary>
    private readonly long start = clock.GetTimestamp();
    private readonly Dictionary<string, Turns> byConversation = new(StringComparer.Ordinal);

    private readonly Channel<(string What, TimeSpan Wait)> rests = Channel.CreateUnbounded<(string, TimeSpan)>();

    public string Chat => TeamsClient.Name;

    /// <summary>What began to rest, for the one who writes it down.</summary>
    public ChannelReader<(string What, TimeSpan Wait)> Rests => rests.Reader;

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>Waits for a conversation's next turn.</summary>
    /// <exception cref="OutsideException">It would take long; nothing was sent.</exception>
    internal async Task TurnAsync(string conversation, CancellationToken cancel)
    {
        var wait = Take(conversation);
        if (wait > LongestWait)
            throw Resting.For(TeamsClient.Name, "a conversation", wait);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancel);
    }

    /// <summary>Teams asked to leave a conversation alone.</summary>
    internal void Rest(string conversation, TimeSpan? asked)
    {
        Remember(conversation, asked ?? Unspoken);
        rests.Writer.TryWrite((conversation, asked ?? Unspoken));
    }

    /// <summary>Teams asked for it before the bot was started.</summary>
    public void Remember(string what, TimeSpan wait)
    {
        lock (gate)
        {
            var turns = byConversation.GetValueOrDefault(what) ?? new Turns(AtOnce, InALongRun, Now);
            byConversation[what] = turns with { RestsUntil = Now + wait };
        }
    }

    /// <summary>Takes a turn, where it is not too far off.</summary>
    private TimeSpan Take(string conversation)
    {
        lock (gate)
        {
            var now = Now;
            var turns = (byConversation.GetValueOrDefault(conversation) ?? new Turns(AtOnce, InALongRun, now)).At(now);
            var wait = turns.Wait(now);
            if (wait > LongestWait)
                return wait;
            if (byConversation.Count >= MostKept)
                Forget(now);
            byConversation[conversation] = turns with { Short = turns.Short - 1, Long = turns.Long - 1 };
            return wait;
        }
    }

    /// <summary>Who has all their turns again need not be remembered.</summary>
    private void Forget(TimeSpan now)
    {
        foreach (var (conversation, turns) in byConversation.ToList())
        {
            if (turns.RestsUntil <= now && turns.At(now) is { Short: >= AtOnce, Long: >= InALongRun })
                byConversation.Remove(conversation);
        }
    }

    /// <summary>How many turns are left; below zero where some are waited for.</summary>
    private sealed record Turns(double Short, double Long, TimeSpan Counted)
    {
        public TimeSpan RestsUntil { get; init; }

        internal Turns At(TimeSpan now)
        {
            var passed = (now - Counted).TotalSeconds;
            return this with
            {
                Short = Math.Min(AtOnce, Short + (passed * PerSecond)),
                Long = Math.Min(InALongRun, Long + (passed * PerSecondInTheLongRun)),
                Counted = now,
            };
        }

        internal TimeSpan Wait(TimeSpan now)
        {
            var seconds = Math.Max((1 - Short) / PerSecond, (1 - Long) / PerSecondInTheLongRun);
            var wait = seconds > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
            return RestsUntil - now > wait ? RestsUntil - now : wait;
        }
    }
}
