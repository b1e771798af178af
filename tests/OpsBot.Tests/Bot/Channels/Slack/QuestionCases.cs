using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What people do with the questions in memory before they decide them.</summary>
internal sealed class QuestionCases(MemoryQuestions questions, TimeProvider clock) : ICaseStore
{
    private readonly HashSet<string> keys = [];

    internal List<Inquiry> Inquiries { get; } = [];

    internal List<(string Words, string By)> Notes { get; } = [];

    public Task<bool> ClaimAsync(Claiming claiming, CancellationToken cancel)
    {
        var asked = questions[claiming.Escalation];
        if (asked.Claim?.By != claiming.Seen?.By)
            return Task.FromResult(false);
        var now = clock.GetUtcNow();
        questions.Add(asked with { Claim = claiming.To is { } to ? new Claim(to, now, now.AddMinutes(30)) : null });
        return Task.FromResult(true);
    }

    public Task<bool> NoteAsync(EscalationId question, string words, string by, string? key, CancellationToken cancel)
    {
        if (key is null || keys.Add(key))
            Notes.Add((words, by));
        return Task.FromResult(true);
    }

    public Task<bool> AskAsync(Inquiry inquiry, string? key, CancellationToken cancel)
    {
        if (key is null || keys.Add(key))
            Inquiries.Add(inquiry);
        return Task.FromResult(true);
    }

    public Task<InquiryResult> AnswerAsync(InquiryAnswer answer, CancellationToken cancel)
    {
        if (answer.Key is { } key && !keys.Add(key))
            return Task.FromResult(InquiryResult.Repeated);
        var at = Inquiries.FindIndex(inquiry => inquiry.Id == answer.Inquiry);
        if (!Inquiries[at].IsOpen)
            return Task.FromResult(InquiryResult.Closed);
        Inquiries[at] = Inquiries[at] with
        {
            Answer = answer.Words,
            AnsweredBy = answer.By,
            AnsweredAt = clock.GetUtcNow(),
        };
        return Task.FromResult(InquiryResult.Stored);
    }

    public Task<Inquiry?> FindAsync(InquiryId id, CancellationToken cancel) =>
        Task.FromResult(Inquiries.Find(inquiry => inquiry.Id == id));

    public Task<IReadOnlyList<Inquiry>> InquiriesAsync(EscalationId question, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Inquiry>>([.. Inquiries.Where(inquiry => inquiry.Escalation == question)]);

    public Task<IReadOnlyList<Escalation>> QueueAsync(QueueFilter filter, int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Escalation>>([]);
}
