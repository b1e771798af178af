using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>Which chats are cut off.</summary>
internal sealed class ChatsCheck(IEnumerable<IChatStanding> chats) : ICheck
{
    public string About => "chats";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Finding>>([
            .. chats
                .Where(chat => chat.Trouble is not null)
                .Select(chat => new Finding(Grade.Wrong, chat.Chat, chat.Trouble ?? "")),
        ]);
}
