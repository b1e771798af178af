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
        Task.FromResult<CardGroup?>(null);
}
