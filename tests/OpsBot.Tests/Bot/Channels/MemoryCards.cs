using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>Cards to be shown, in memory.</summary>
internal sealed class MemoryCards : ICardStore
{
    internal List<CardJob> Due { get; } = [];

    internal Dictionary<EscalationId, CardSubject> Subjects { get; } = [];

    internal Dictionary<(EscalationId, string), string> Shown { get; } = [];

    internal List<(CardJob Job, DateTimeOffset Until, string Why)> Postponed { get; } = [];

    /// <summary>The process dies after this many stored results.</summary>
    internal bool DiesBeforeShown { get; set; }

    internal CardJob Add(CardSubject subject, string channel, string? handle = null)
    {
        Subjects[subject.Escalation.Id] = subject;
        var job = new CardJob(subject.Escalation.Id, channel, Wanted: 1, handle, MayBePosted: false, Attempt: 0);
        Due.Add(job);
        return job;
    }

    public Task<IReadOnlyList<CardJob>> ClaimCardsAsync(
        int most,
        TimeSpan lease,
        IReadOnlyCollection<string> except,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<CardJob>>([.. Due.Where(job => !except.Contains(job.Channel)).Take(most)]);

    public Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel) =>
        Task.FromResult(Subjects.GetValueOrDefault(escalation));

    /// <summary>Another process has taken the cards over.</summary>
    internal bool Lost { get; set; }

    public Task<bool> PostingAsync(CardJob job, CancellationToken cancel)
    {
        lock (Due)
            Due[Place(job)] = job with { MayBePosted = true };
        return Task.FromResult(!Lost);
    }

    public Task FoldAsync(int above, TimeSpan within, CancellationToken cancel) => Task.CompletedTask;

    public Task<CardGroup?> ReadGroupAsync(EscalationId group, CancellationToken cancel) =>
        Task.FromResult<CardGroup?>(null);

    public Task<Untold> UntoldAsync(CardJob job, int most, CancellationToken cancel) =>
        Task.FromResult(new Untold([], RunRests: true));

    public Task<bool> TellingAsync(CardJob job, long upTo, CancellationToken cancel) => Task.FromResult(!Lost);

    public Task ToldAsync(CardJob job, long upTo, DateTimeOffset? next, CancellationToken cancel)
    {
        lock (Due)
            Due.RemoveAt(Place(job));
        return Task.CompletedTask;
    }

    public Task RestAsync(string channel, DateTimeOffset until, string why, CancellationToken cancel) =>
        Task.CompletedTask;

    public Task ShownAsync(CardJob job, string handle, DateTimeOffset? next, CancellationToken cancel)
    {
        if (DiesBeforeShown)
            throw new OperationCanceledException("the process died");
        lock (Due)
        {
            Due.RemoveAt(Place(job));
            Shown[(job.Escalation, job.Channel)] = handle;
        }

        return Task.CompletedTask;
    }

    public Task PostponeAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel)
    {
        lock (Due)
        {
            Due[Place(job)] = Due[Place(job)] with { Attempt = job.Attempt, MayBePosted = job.MayBePosted };
            Postponed.Add((job, until, why));
        }

        return Task.CompletedTask;
    }

    private int Place(CardJob job) =>
        Due.FindIndex(one => one.Escalation == job.Escalation && one.Channel == job.Channel);

    public Task<EscalationId?> FindByHandleAsync(string handle, CancellationToken cancel)
    {
        lock (Due)
            return Task.FromResult<EscalationId?>(
                Shown.Where(card => card.Value == handle).Select(card => (EscalationId?)card.Key.Item1).FirstOrDefault()
            );
    }
}
