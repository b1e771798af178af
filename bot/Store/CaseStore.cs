using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps who is on a question, notes and inquiries. Each change finds the question open, or changes nothing.</summary>
internal sealed class CaseStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    PauseStore pauses,
    CaseWrites writes
) : ICaseStore
{
    public Task<bool> ClaimAsync(Claiming claiming, CancellationToken cancel) =>
        WriteAsync(session => writes.ClaimAsync(session, claiming, mapping.ClaimsSince), cancel);

    public Task<bool> NoteAsync(
        EscalationId question,
        string words,
        string by,
        string? key,
        CancellationToken cancel
    ) => WriteAsync(session => writes.NoteAsync(session, question, (words, by, key)), cancel);

    public Task<bool> AskAsync(Inquiry inquiry, string? key, CancellationToken cancel) =>
        WriteAsync(session => writes.AskAsync(session, inquiry, key), cancel);

    public Task<InquiryResult> AnswerAsync(InquiryAnswer answer, CancellationToken cancel) =>
        WriteAsync(session => writes.AnswerAsync(session, answer), cancel);

    private async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancel)
    {
        var result = await writer.DoAsync(write).WaitAsync(cancel);
        writes.Wake();
        return result;
    }

    public async Task<Inquiry?> FindAsync(InquiryId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == id.Value, cancel).InStoreAsync();
        return row is null ? null : RunMapping.Read(row);
    }

    public async Task<IReadOnlyList<Inquiry>> InquiriesAsync(EscalationId question, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await InquiriesAsync(db, question, cancel);
    }

    /// <summary>What was asked about a question, oldest first.</summary>
    internal static async Task<IReadOnlyList<Inquiry>> InquiriesAsync(
        OpsBotDb db,
        EscalationId question,
        CancellationToken cancel
    )
    {
        var rows = await db
            .Inquiries.Where(row => row.EscalationId == question.Value)
            .OrderBy(row => row.AskedAt)
            .ThenBy(row => row.Id)
            .ToListAsync(cancel)
            .InStoreAsync();
        return rows.ConvertAll(RunMapping.Read);
    }

    public async Task<IReadOnlyList<Escalation>> QueueAsync(QueueFilter filter, int most, CancellationToken cancel)
    {
        var (since, now) = (mapping.ClaimsSince, writes.Now);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var open = db.Escalations.Where(asked => asked.SettledAt == null);
        if (filter.ClaimedBy is { } by)
            open = open.Where(asked => by.Contains(asked.ClaimedBy) && asked.ClaimedAt > since);
        if (filter.Unclaimed)
            open = open.Where(asked => asked.ClaimedBy == null || asked.ClaimedAt <= since);
        if (filter.Overdue)
            open = open.Where(asked => asked.Deadline < now);
        var rows = await open.OrderBy(asked => asked.Deadline).Take(most).ToListAsync(cancel).InStoreAsync();
        var read = rows.ConvertAll(row => mapping.Read(row, pauses));
        // Deadlines rest while their loop is paused.
        return filter.Overdue ? read.FindAll(asked => asked.Question.Deadline < now) : read;
    }
}
