using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Draws cards from the questions in memory.</summary>
internal sealed class QuestionCards(MemoryQuestions questions) : ICardSubjects
{
    public async Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel) =>
        await questions.FindAsync(escalation, cancel) is { } asked
            ? Asked.Subject(asked, asked.IsOpen ? Stage.Asking : Stage.Answered)
            : null;

    public Task<CardGroup?> ReadGroupAsync(EscalationId group, CancellationToken cancel) =>
        Task.FromResult(Group?.Invoke());

    /// <summary>The one group there is.</summary>
    internal Func<CardGroup>? Group { get; set; }

    /// <summary>Which message shows which question.</summary>
    internal Dictionary<string, EscalationId> Handles { get; } = [];

    public Task<EscalationId?> FindByHandleAsync(string handle, CancellationToken cancel) =>
        Task.FromResult<EscalationId?>(Handles.TryGetValue(handle, out var id) ? id : null);
}
