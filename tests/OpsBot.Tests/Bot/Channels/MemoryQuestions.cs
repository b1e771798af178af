using System.Collections.Concurrent;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>Questions and their answers, in memory.</summary>
internal sealed class MemoryQuestions(TimeProvider clock) : IEscalationStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<EscalationId, Escalation> questions = [];

    /// <summary>Every answer that counted.</summary>
    internal ConcurrentQueue<Settled> Answers { get; } = [];

    internal void Add(Escalation question) => questions[question.Id] = question;

    internal Escalation this[EscalationId id] => questions[id];

    public Task<Escalation?> FindAsync(EscalationId id, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult(questions.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Escalation>> FindAsync(IReadOnlyList<EscalationId> ids, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<Escalation>>([
                .. ids.Where(questions.ContainsKey).Select(id => questions[id]),
            ]);
    }

    public Task<bool> SettleAsync(Settled settled, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!questions[settled.Escalation].IsOpen)
                return Task.FromResult(false);
            questions[settled.Escalation] = questions[settled.Escalation] with
            {
                SettledAt = clock.GetUtcNow(),
                Verdict = settled.Verdict,
                Choice = settled.Choice,
                By = settled.By,
                Reason = settled.Reason,
            };
        }

        Answers.Enqueue(settled);
        return Task.FromResult(true);
    }
}
