using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Commands;

/// <summary>The queue of the loops in memory; what people do with a case is tested on real stores.</summary>
internal sealed class MemoryCases(MemoryLoops loops) : ICaseStore
{
    public Task<IReadOnlyList<Escalation>> QueueAsync(QueueFilter filter, int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Escalation>>([.. loops.Open.Take(most)]);

    public Task<bool> ClaimAsync(Claiming claiming, CancellationToken cancel) => throw Elsewhere();

    public Task<bool> NoteAsync(
        EscalationId question,
        string words,
        string by,
        string? key,
        CancellationToken cancel
    ) => throw Elsewhere();

    public Task<bool> AskAsync(Inquiry inquiry, string? key, CancellationToken cancel) => throw Elsewhere();

    public Task<InquiryResult> AnswerAsync(InquiryAnswer answer, CancellationToken cancel) => throw Elsewhere();

    public Task<Inquiry?> FindAsync(InquiryId id, CancellationToken cancel) => throw Elsewhere();

    public Task<IReadOnlyList<Inquiry>> InquiriesAsync(EscalationId question, CancellationToken cancel) =>
        throw Elsewhere();

    private static InvalidOperationException Elsewhere() => new("no test of this kind does that");
}

/// <summary>No runs to be searched.</summary>
internal sealed class MemoryRuns : IRunSearch
{
    public Task<IReadOnlyList<RunBrief>> NewestAsync(LoopName? loop, int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RunBrief>>([]);

    public Task<IReadOnlyList<RunBrief>> InStageAsync(LoopName loop, Stage stage, int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RunBrief>>([]);
}
