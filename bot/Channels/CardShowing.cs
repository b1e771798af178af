namespace OpsBot.Bot.Channels;

/// <summary>Brings one card in one channel to its newest state.</summary>
internal sealed class CardShowing(ICardStore store, TimeProvider clock)
{
    /// <summary>Posts or updates a card.</summary>
    /// <returns>Why it cannot be shown; nothing where it is, or is another process's by now.</returns>
    internal async Task<string?> ShowAsync(IChannel channel, CardJob job, string place, CancellationToken cancel)
    {
        if (await DrawAsync(job, cancel) is not { } card)
            return "its question is not there any more";
        var handle =
            await UpdateAsync(channel, job, card, cancel) ?? await PostAsync(channel, job, place, card, cancel);
        if (handle is null)
            return null;
        var next = job.IsGroup ? null : CardThreads.Due(await store.UntoldAsync(job, 1, cancel), clock.GetUtcNow());
        await store.ShownAsync(job, handle, next, cancel);
        return null;
    }

    /// <summary>
    /// A card that somebody removed is posted again while it asks, and its thread goes on there. Under one that is over nobody
    /// would read any more: its run's story has it.
    /// </summary>
    internal async Task<string?> ShowAgainAsync(
        IChannel channel,
        CardJob job,
        (string Place, long UpTo) what,
        CancellationToken cancel
    )
    {
        if (await DrawAsync(job, cancel) is { Asks: true })
            return await ShowAsync(channel, job, what.Place, cancel);
        await store.ToldAsync(job, what.UpTo, null, cancel);
        return null;
    }

    /// <summary>The card as it should be now; nothing where its question is gone.</summary>
    private async Task<Card?> DrawAsync(CardJob job, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var card =
            job.IsGroup && await store.ReadGroupAsync(job.Escalation, cancel) is { } group ? GroupFace.Of(group, now)
            : !job.IsGroup && await store.ReadCardAsync(job.Escalation, cancel) is { } subject
                ? CardFace.Of(subject, now)
            : null;
        return card is null ? null : card with { Version = job.Wanted };
    }

    private static async Task<string?> UpdateAsync(
        IChannel channel,
        CardJob job,
        Card card,
        CancellationToken cancel
    ) => job.Handle is { } handle && (await channel.UpdateAsync(handle, card, cancel) || !card.Asks) ? handle : null;

    /// <returns>The message's handle; nothing where the card is another process's by now.</returns>
    private async Task<string?> PostAsync(
        IChannel channel,
        CardJob job,
        string place,
        Card card,
        CancellationToken cancel
    )
    {
        if (
            job.MayBePosted
            && await channel.FindAsync(place, card, cancel) is { } found
            && found != job.Handle
            && await channel.UpdateAsync(found, card, cancel)
        )
            return found;
        return await store.PostingAsync(job, cancel) ? await channel.PostAsync(place, card, cancel) : null;
    }
}
