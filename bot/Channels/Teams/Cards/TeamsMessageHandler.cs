namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Takes what is said to the bot: commands, and below a card the answer to what is asked there. In channels Teams hands over only
/// what mentions the bot.
/// </summary>
internal sealed class TeamsMessageHandler(
    ICommands commands,
    TeamsInquiries inquiries,
    TeamsHere here,
    TeamsWho who,
    TeamsReplies replies
) : ITeamsHandler
{
    public IEnumerable<string> Takes => ["message"];

    public async Task<TeamsReply> HandleAsync(TeamsActivity activity, CancellationToken cancel)
    {
        // A form that was sent comes as a message, too; it has no text.
        if (activity.Text is null)
            return TeamsReply.Nothing;
        try
        {
            var person = await who.PersonAsync(activity, cancel);
            var typed = await replies.Typed.ReadAsync(activity, cancel);
            var reply =
                TeamsHere.Is(typed) ? await here.TakeAsync(typed, activity, person, cancel)
                : !commands.Understands(typed)
                && await inquiries.AnswerAsync(activity, typed, person, cancel) is { } answered
                    ? answered
                : await commands.RunAsync(typed, person, cancel);
            var said = TeamsSayings.Reply(reply, await who.WordsAsync(cancel));
            await replies.SayAsync(activity, said, cancel, isPrivate: reply.IsPrivate);
        }
        catch (OutsideException failure)
        {
            // Sent again it would be known by its id: the person types it again.
            await replies.SayAsync(
                activity,
                TeamsSayings.Told($"That did not work, please try again. {failure.Message}"),
                cancel
            );
        }

        return TeamsReply.Nothing;
    }
}

/// <summary>Reads what is said to the bot, and answers it.</summary>
internal sealed class TeamsReplies(TeamsClient client, TeamsTyped typed)
{
    private const string Unwritten = "I could not write to you alone. Write to me in a chat of our own, and ask there.";

    /// <summary>Reads it.</summary>
    internal TeamsTyped Typed => typed;

    /// <summary>
    /// Answers where it was said; what only one person could see, to them alone: there, and where Teams does not let it be said so,
    /// in the chat with them. Where it cannot be said there either, that alone is said where everybody sees it.
    /// </summary>
    internal async Task SayAsync(
        TeamsActivity activity,
        TeamsCard card,
        CancellationToken cancel,
        bool isPrivate = false
    )
    {
        var isAlone = isPrivate || activity.IsTargeted;
        if (!isAlone || activity.ConversationType == "personal")
            await client.SendAsync(activity.ConversationId, card.Message(), cancel);
        else if (
            // A channel where nothing was whispered might say it aloud.
            !(
                activity.IsTargeted
                && await client.WhisperAsync(activity.ConversationId, activity.From, card.Message(), cancel)
            ) && !(activity.From.AadObjectId is { } person && await client.TellAsync(person, card.Message(), cancel))
        )
            await client.SendAsync(activity.ConversationId, TeamsSayings.Told(Unwritten).Message(), cancel);
    }
}
