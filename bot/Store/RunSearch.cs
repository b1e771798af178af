using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Reads lists of runs along an index, and no more of each than a line shows.</summary>
internal sealed class RunSearch(IDbContextFactory<OpsBotDb> contexts) : IRunSearch
{
    public async Task<IReadOnlyList<RunBrief>> NewestAsync(LoopName? loop, int most, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // Ids sort by time.
        var newest = loop is { Value: var name }
            ? db.Runs.Where(run => run.Loop == name).OrderByDescending(run => run.CreatedAt)
            : db.Runs.OrderByDescending(run => run.Id);
        return await ReadAsync(newest.Take(most), cancel);
    }

    public async Task<IReadOnlyList<RunBrief>> InStageAsync(
        LoopName loop,
        Stage stage,
        int most,
        CancellationToken cancel
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var inStage = db
            .Runs.Where(run => run.Loop == loop.Value && run.Stage == stage && run.ClosedAt == null)
            .OrderByDescending(run => run.DueAt)
            .ThenByDescending(run => run.Id);
        return await ReadAsync(inStage.Take(most), cancel);
    }

    private static async Task<IReadOnlyList<RunBrief>> ReadAsync(IQueryable<RunRow> runs, CancellationToken cancel)
    {
        var rows = await runs.Select(run => new
            {
                run.Id,
                run.Loop,
                run.SubjectName,
                run.Stage,
                run.Outcome,
                run.CreatedAt,
                run.About,
                run.Party,
                run.Rule,
                run.Amount,
                run.Currency,
                run.Trouble,
            })
            .ToListAsync(cancel);
        return rows.ConvertAll(row => new RunBrief(
            new RunId(row.Id),
            new LoopName(row.Loop),
            row.SubjectName,
            row.Stage,
            row.Outcome,
            row.CreatedAt
        )
        {
            About = row.About,
            Party = row.Party,
            Rule = row.Rule,
            Amount = row is { Amount: { } amount, Currency: { } currency } ? new Money(amount, currency) : null,
            Trouble = row.Trouble,
        });
    }
}
