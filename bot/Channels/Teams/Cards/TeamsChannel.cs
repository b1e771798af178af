using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Teams as a place for cards. A card begins a thread of its own in its channel; its handle is <c>conversation|message</c>. What
/// becomes of messages whose sending ended without a clear answer is told at <see cref="TeamsPosts"/>.
/// </summary>
internal sealed class TeamsChannel(TeamsClient client, TeamsNames names, TeamsChoices choices, TeamsPosts posts)
    : IChannel
{
    public string Chat => TeamsClient.Name;

    public async Task<string> PostAsync(string channel, Card card, CancellationToken cancel)
    {
        var message = TeamsCards.Of(card, await names.WordsAsync(cancel)).Message();
        return (await SayAsync(channel, message, cancel)).ToString();
    }

    public async Task<bool> UpdateAsync(string handle, Card card, CancellationToken cancel)
    {
        if (TeamsHandle.Parse(handle) is not { } message)
            return false;
        return await client.UpdateAsync(message, TeamsCards.Of(card, await names.WordsAsync(cancel)).Message(), cancel);
    }

    public async Task<string?> FindAsync(string channel, Card card, CancellationToken cancel)
    {
        if (await choices.FindAsync(channel, cancel) is not { } conversation)
            return null;
        if (await posts.FindAsync(TeamsActivity.PlaceOf(conversation), card.Key, cancel) is { } seen)
            return seen;
        // While Teams does not answer even this, each try might be one card more.
        await client.LookAsync(conversation, cancel);
        return null;
    }

    public async Task<bool> SayInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel)
    {
        if (TeamsHandle.Parse(handle) is not { } root)
            return false;
        var message = TeamsSayings.Thread(saying, await names.WordsAsync(cancel)).Message();
        await posts.SayingAsync(handle, saying.Last, cancel);
        try
        {
            return await client.SendAsync(root.Conversation, message, cancel) is not null;
        }
        catch (OutsideException failure) when (failure.Kind is not FailureKind.Uncertain)
        {
            await posts.NotSaidAsync(handle, cancel);
            throw;
        }
    }

    public Task<bool> IsInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel) =>
        posts.MayBeSaidAsync(handle, saying.Last, cancel);

    public async Task NoticeAsync(string channel, Notice notice, CancellationToken cancel) =>
        await SayAsync(channel, TeamsSayings.Notice(notice, await names.WordsAsync(cancel)).Message(), cancel);

    /// <summary>In a channel everything new begins a thread; chats have none.</summary>
    private async Task<TeamsHandle> SayAsync(string channel, TeamsMessage message, CancellationToken cancel)
    {
        if (await choices.FindAsync(channel, cancel) is not { } conversation)
            throw Resting.Barred(
                TeamsClient.Name,
                $"nobody chose a channel yet: type 'here {channel}' to the bot in the one that is to have the cards"
            );
        if (conversation.Contains("@thread.tacv2", StringComparison.Ordinal))
            return await client.CreateThreadAsync(conversation, message, cancel);
        return await client.SendAsync(conversation, message, cancel)
            ?? throw Resting.Barred(TeamsClient.Name, "the conversation is not there any more");
    }
}
