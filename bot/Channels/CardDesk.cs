using System.Collections.Concurrent;

namespace OpsBot.Bot.Channels;

/// <summary>
/// Keeps every chat at the wanted state of every card: posts or updates until they agree, and says in each card's thread what
/// happened since. What it draws is always the newest state, so that states which passed meanwhile are never shown.
/// </summary>
internal sealed partial class CardDesk(
    ICardStore store,
    IEnumerable<IChannel> channels,
    CardOptions options,
    TimeProvider clock,
    ILogger<CardDesk> log
)
{
    private const int AtOnce = 16;
    private const int TooMany = 429;

    /// <summary>So many cards are enough to find out whether a channel is back, as long as not all of them are to blame.</summary>
    private const int Probes = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan NextTurn = TimeSpan.FromSeconds(1);

    /// <summary>A chat that takes longer goes on beside the others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, Task> busy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IChannel> byChat = channels.ToDictionary(channel => channel.Chat);
    private readonly ConcurrentDictionary<string, ChannelPace> paces = new(StringComparer.Ordinal);
    private readonly CardShowing showing = new(store, clock);
    private readonly CardThreads threads = new(store, clock);

    /// <summary>
    /// Shows the cards that are due. A chat that does not answer for a while is not waited for: nobody waits in one chat for the
    /// other. Called by one at a time.
    /// </summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> WorkOnceAsync(CancellationToken cancel)
    {
        await LeaveAsync();
        if (options.GroupAbove > 0)
            await store.FoldAsync(options.GroupAbove, options.GroupWithin, cancel);
        var jobs = await store.ClaimCardsAsync(AtOnce, Lease, [.. busy.Keys], cancel);
        foreach (var group in jobs.GroupBy(job => job.Channel))
            busy[group.Key] = InChannelAsync(group.Key, group, cancel);
        if (jobs.Count > 0)
            await Task.WhenAny(Task.WhenAll(busy.Values), Task.Delay(Patience, clock, cancel));
        await LeaveAsync();
        return jobs.Count;
    }

    /// <summary>Waits until no chat is busy any more.</summary>
    internal Task FinishAsync() => Task.WhenAll(busy.Values);

    /// <summary>Leaves the channels that are through with what they were given.</summary>
    private async Task LeaveAsync()
    {
        foreach (var (place, work) in busy.Where(pair => pair.Value.IsCompleted).ToList())
        {
            busy.Remove(place);
            await work;
        }
    }

    /// <summary>
    /// News of cards that people already see come first and all at once; then new cards, then lines for threads, as fast as the
    /// channel takes them. The rest get their turns, so that none holds up the news of another.
    /// </summary>
    private async Task InChannelAsync(string place, IEnumerable<CardJob> jobs, CancellationToken cancel)
    {
        var pace = paces.GetOrAdd(place, _ => new ChannelPace(options.MessagesPerMinute, clock));
        var inOrder = (pace.IsProbed ? ToProbe([.. jobs]) : jobs.OrderBy(TurnOf)).ToList();
        var later = 0;
        foreach (var job in inOrder)
        {
            var turn = TurnOf(job);
            if (pace.Wait(turn) is not { } wait)
            {
                pace.Sends(turn);
                await TryAsync(job, pace, cancel);
                continue;
            }

            var until =
                clock.GetUtcNow() + wait + (turn >= CardTurn.Post && !pace.IsProbed ? NextTurn * later++ : default);
            await store.PostponeAsync(job, until, "waits for its turn in the channel", cancel);
        }
    }

    /// <summary>
    /// A card that cannot be shown whatever one does must not be the one that a channel is probed with for ever. Nor must each new
    /// one be tried in turn: what may have been posted cannot be folded with the others any more.
    /// </summary>
    private static IEnumerable<CardJob> ToProbe(IReadOnlyList<CardJob> jobs)
    {
        var isEnough = jobs.Count(job => !IsNew(job)) >= Probes;
        return jobs.OrderBy(job => isEnough && IsNew(job)).ThenBy(job => job.Attempt).ThenBy(TurnOf);
    }

    private static bool IsNew(CardJob job) => job.Handle is null && !job.MayBePosted;

    private static CardTurn TurnOf(CardJob job) =>
        job.Handle is null ? CardTurn.Post
        : job.IsThreadOnly ? CardTurn.Thread
        : job.IsGroup ? CardTurn.GroupUpdate
        : CardTurn.Update;

    private async Task TryAsync(CardJob job, ChannelPace pace, CancellationToken cancel)
    {
        try
        {
            await WorkAsync(job, cancel);
            pace.Worked();
        }
        catch (OutsideException failure)
        {
            Log.NotShown(log, job.Escalation, job.Channel, failure.Message);
            var now = clock.GetUtcNow();
            var rests = failure.Kind is not FailureKind.Broken && failure.Status is not TooMany;
            var until = rests ? now + pace.Failed(failure.RetryAfter) : CardBackoff.Next(job, failure, now);
            var isUnclear = job.MayBePosted || failure.Kind is FailureKind.Uncertain;
            await FailedAsync(job with { MayBePosted = isUnclear }, until, failure.Message, cancel);
            if (rests)
                await store.RestAsync(job.Channel, until, failure.Message, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(log, fault, job.Escalation, job.Channel);
            var why = $"OpsBot itself failed: {fault.Message}";
            var unclear = job with { MayBePosted = true };
            await FailedAsync(unclear, clock.GetUtcNow() + CardBackoff.Longest, why, cancel);
        }
    }

    private Task FailedAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel) =>
        store.PostponeAsync(job with { Attempt = job.Attempt + 1 }, until, why, cancel);

    private async Task WorkAsync(CardJob job, CancellationToken cancel)
    {
        var (chat, place) = Split(job.Channel);
        var why = byChat.TryGetValue(chat, out var channel)
            ? await ShowAsync(channel, job, place, cancel)
            : $"no chat '{chat}' is configured: set it up under Channels, or give the loop another channel";
        if (why is null)
            return;
        Log.NotShown(log, job.Escalation, job.Channel, why);
        await FailedAsync(job, clock.GetUtcNow() + CardBackoff.Longest, why, cancel);
    }

    private async Task<string?> ShowAsync(IChannel channel, CardJob job, string place, CancellationToken cancel)
    {
        if (!job.IsThreadOnly)
            return await showing.ShowAsync(channel, job, place, cancel);
        return await threads.TellAsync(channel, job, cancel) is { } upTo
            ? await showing.ShowAgainAsync(channel, job, (place, upTo), cancel)
            : null;
    }

    private static (string Chat, string Place) Split(string channel)
    {
        var at = channel.IndexOf(':', StringComparison.Ordinal);
        return at < 0 ? (channel, "") : (channel[..at], channel[(at + 1)..]);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Card {Card} is not shown in {Channel} yet: {Why}")]
        internal static partial void NotShown(ILogger log, EscalationId card, string channel, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "Card {Card} could not be drawn for {Channel}")]
        internal static partial void Failed(ILogger log, Exception fault, EscalationId card, string channel);
    }
}
