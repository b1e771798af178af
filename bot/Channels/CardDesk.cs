namespace OpsBot.Bot.Channels;

/// <summary>
/// Keeps every chat at the wanted state of every card: posts or updates until they agree. What it draws is always the newest
/// state, so that states which passed meanwhile are never shown.
/// </summary>
internal sealed partial class CardDesk(
    ICardStore store,
    IEnumerable<IChannel> channels,
    TimeProvider clock,
    ILogger<CardDesk> log
)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan NextTurn = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IChannel> byChat = channels.ToDictionary(channel => channel.Chat);

    /// <summary>Shows the cards that are due.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> WorkOnceAsync(CancellationToken cancel)
    {
        var jobs = await store.ClaimCardsAsync(AtOnce, Lease, cancel);
        await Task.WhenAll(jobs.GroupBy(job => job.Channel).Select(group => InChannelAsync([.. group], cancel)));
        return jobs.Count;
    }

    /// <summary>
    /// News of cards that people already see come first and all at once. New cards come one a second, which is as fast as a
    /// chat takes them; the rest get their turns, so that none holds up the news of another.
    /// </summary>
    private async Task InChannelAsync(IReadOnlyList<CardJob> jobs, CancellationToken cancel)
    {
        foreach (var job in jobs.Where(job => job.Handle is not null))
            await TryAsync(job, cancel);
        var posts = jobs.Where(job => job.Handle is null).ToList();
        var now = clock.GetUtcNow();
        foreach (var (place, later) in posts.Index().Skip(1))
            await store.PostponeAsync(later, now + (NextTurn * place), "waits for its turn in the channel", cancel);
        if (posts.Count > 0)
            await TryAsync(posts[0], cancel);
    }

    private async Task TryAsync(CardJob job, CancellationToken cancel)
    {
        try
        {
            await ShowAsync(job, cancel);
        }
        catch (OutsideException failure)
        {
            Log.NotShown(log, job.Escalation, job.Channel, failure.Message);
            await FailedAsync(job, CardBackoff.Next(job, failure, clock.GetUtcNow()), failure.Message, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(log, fault, job.Escalation, job.Channel);
            var why = $"OpsBot itself failed: {fault.Message}";
            await FailedAsync(job, clock.GetUtcNow() + CardBackoff.Longest, why, cancel);
        }
    }

    private Task FailedAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel) =>
        store.PostponeAsync(job with { Attempt = job.Attempt + 1 }, until, why, cancel);

    private async Task ShowAsync(CardJob job, CancellationToken cancel)
    {
        var (chat, place) = Split(job.Channel);
        if (!byChat.TryGetValue(chat, out var channel))
        {
            var why = $"no chat '{chat}' is configured: set it up under Channels, or give the loop another channel";
            Log.NotShown(log, job.Escalation, job.Channel, why);
            await FailedAsync(job, clock.GetUtcNow() + CardBackoff.Longest, why, cancel);
            return;
        }

        var now = clock.GetUtcNow();
        if (await store.ReadCardAsync(job.Escalation, cancel) is not { } subject)
        {
            await FailedAsync(job, now + CardBackoff.Longest, "its question is not there any more", cancel);
            return;
        }

        var card = CardFace.Of(subject, now) with { Version = job.Wanted };
        var handle =
            await UpdateAsync(channel, job, card, cancel) ?? await PostAsync(channel, job, place, card, cancel);
        if (handle is not null)
            await store.ShownAsync(job, handle, cancel);
    }

    private static async Task<string?> UpdateAsync(
        IChannel channel,
        CardJob job,
        Card card,
        CancellationToken cancel
    ) =>
        job.Handle is { } handle && (await channel.UpdateAsync(handle, card, cancel) || card.Choices.Count == 0)
            ? handle
            : null;

    /// <returns>The message's handle; nothing where the card is another process's by now.</returns>
    private async Task<string?> PostAsync(
        IChannel channel,
        CardJob job,
        string place,
        Card card,
        CancellationToken cancel
    )
    {
        if (job.MayBePosted && await channel.FindAsync(place, card, cancel) is { } found && found != job.Handle)
            return await channel.UpdateAsync(found, card, cancel)
                ? found
                : await channel.PostAsync(place, card, cancel);
        return await store.PostingAsync(job, cancel) ? await channel.PostAsync(place, card, cancel) : null;
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
