using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>
/// Ends claims that do not count any more, so that no card says for ever that somebody is on it. That somebody was is in the
/// run's story.
/// </summary>
internal sealed class ClaimEnds(Writer writer, IDbContextFactory<OpsBotDb> contexts, RunMapping mapping, Leases leases)
{
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private DateTimeOffset next;

    /// <summary>Ends those that ended since it was last looked, if that is a while ago.</summary>
    internal async Task SweepAsync(CancellationToken cancel)
    {
        var now = leases.Now;
        if (now < next)
            return;
        var ended = await EndedAsync(mapping.ClaimsSince, cancel);
        foreach (var question in ended)
            await writer.DoAsync(session => EndAsync(session, question, mapping.ClaimsSince, now)).WaitAsync(cancel);
        next = ended.Count < MostAtOnce ? now + Every : now;
    }

    private async Task<List<string>> EndedAsync(DateTimeOffset since, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .Escalations.Where(asked => asked.SettledAt == null && asked.ClaimedAt <= since)
            .OrderBy(asked => asked.Deadline)
            .Select(asked => asked.Id)
            .Take(MostAtOnce)
            .ToListAsync(cancel)
            .InStoreAsync();
    }

    /// <summary>Whoever was put on it meanwhile stays on it.</summary>
    private static async Task<bool> EndAsync(Session session, string question, DateTimeOffset since, DateTimeOffset now)
    {
        await CaseWrites.LockAsync(session, question);
        var ended = await session.ExecuteAsync(
            $"""
            UPDATE "Escalations" SET "ClaimedBy" = NULL, "ClaimedAt" = NULL
            WHERE "Id" = {question} AND "SettledAt" IS NULL AND "ClaimedAt" <= {since}
            """
        );
        if (ended > 0)
            await CardRedraw.OfQuestionAsync(session, question, now);
        return ended > 0;
    }
}
