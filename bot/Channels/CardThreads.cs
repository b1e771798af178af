namespace OpsBot.Bot.Channels;

/// <summary>
/// Says in a card's thread what happened since it was posted. Many lines make one message: while a plan is being carried out
/// they wait until the run rests, so that a decided case is told in one go.
/// </summary>
internal sealed class CardThreads(ICardStore store, TimeProvider clock)
{
    /// <summary>More come in a message of their own.</summary>
    internal const int MostLines = 20;

    /// <summary>A run that does not come to rest is told of all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>When a thread is to be continued; nothing where it says all.</summary>
    internal static DateTimeOffset? Due(Untold untold, DateTimeOffset now) =>
        untold.Lines.Count == 0 ? null
        : untold.RunRests || untold.Lines[0].Entry.At + Patience <= now ? now
        : untold.Lines[0].Entry.At + Patience;

    /// <summary>Says what the thread does not say yet, if it is to be said now.</summary>
    /// <returns>Where the card is not there any more: the last line that was to be said under it.</returns>
    internal async Task<long?> TellAsync(IChannel channel, CardJob job, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            job.MayBeTold is { } tried
            && await channel.IsInThreadAsync(job.Handle!, new ThreadSaying(job.Escalation, tried, []), cancel)
        )
        {
            await store.ToldAsync(job, tried, now, cancel);
            return null;
        }

        var untold = await store.UntoldAsync(job, MostLines, cancel);
        switch (Due(untold, now))
        {
            case null:
                await store.ToldAsync(job, job.Told, null, cancel);
                return null;
            case { } due when due > now:
                await store.PostponeAsync(job, due, "waits until the run rests", cancel);
                return null;
            default:
                return await SayAsync(channel, job, untold.Lines, cancel);
        }
    }

    private async Task<long?> SayAsync(
        IChannel channel,
        CardJob job,
        IReadOnlyList<StoryLine> lines,
        CancellationToken cancel
    )
    {
        var last = lines[^1].Number;
        if (!await store.TellingAsync(job, last, cancel))
            return null;
        var saying = new ThreadSaying(
            job.Escalation,
            last,
            [
                .. lines.Select(line => new Line(line.Entry.Text, line.Entry.By)
                {
                    At = line.Entry.At,
                    To = line.Entry.To,
                }),
            ]
        );
        if (!await channel.SayInThreadAsync(job.Handle!, saying, cancel))
            return last;
        await store.ToldAsync(job, last, lines.Count < MostLines ? null : clock.GetUtcNow(), cancel);
        return null;
    }
}
