using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Reads what is said to the bot below a card: where something is asked there, it is the answer.</summary>
internal sealed class TeamsInquiries(ICardSubjects cards, CaseDesk desk)
{
    private const string Thread = ";messageid=";

    /// <summary>Takes an answer.</summary>
    /// <returns>What the person is told; nothing where this is no thread of a card.</returns>
    internal async Task<CommandReply?> AnswerAsync(
        TeamsActivity activity,
        string words,
        Person person,
        CancellationToken cancel
    )
    {
        var at = activity.ConversationId.IndexOf(Thread, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var root = new TeamsHandle(activity.ConversationId, activity.ConversationId[(at + Thread.Length)..]);
        if (await cards.FindByHandleAsync(root.ToString(), cancel) is not { } question)
            return null;
        var key = $"teams:{TeamsSeen.KeyOf(activity)}";
        return await desk.AnswerAsync(question, words, person, key, cancel) is CaseResult.Refused refused
            ? new CommandReply($"{refused.Why} For what can be typed, say help.")
            : new CommandReply("Kept with the case.");
    }
}
