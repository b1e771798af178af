using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Draws cards from the questions in memory; posting them is the test's own business.</summary>
internal sealed class QuestionCards(MemoryQuestions questions) : ICardStore
{
    public async Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel) =>
        await questions.FindAsync(escalation, cancel) is { } asked
            ? Asked.Subject(asked, asked.IsOpen ? Stage.Asking : Stage.Answered)
            : null;

    public Task<IReadOnlyList<CardJob>> ClaimCardsAsync(int most, TimeSpan lease, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<bool> PostingAsync(CardJob job, CancellationToken cancel) => throw new NotSupportedException();

    public Task ShownAsync(CardJob job, string handle, CancellationToken cancel) => throw new NotSupportedException();

    public Task PostponeAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel) =>
        throw new NotSupportedException();
}
