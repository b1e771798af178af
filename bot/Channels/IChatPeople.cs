using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels;

/// <summary>Whom a chat knows.</summary>
internal interface IChatPeople
{
    /// <summary>The first part of <c>chat:user</c>: <c>slack</c>.</summary>
    string Chat { get; }

    /// <summary>The person behind a user of this chat, as far as roles are concerned; not ours where the chat knows of none.</summary>
    /// <param name="user">The chat's own id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">The chat cannot be asked now.</exception>
    Task<Person> FindAsync(string user, CancellationToken cancel);
}

/// <summary>Finds the person that somebody named, whichever chat they are in.</summary>
internal sealed class ChatPeople(IEnumerable<IChatPeople> chats)
{
    private readonly Dictionary<string, IChatPeople> byChat = chats.ToDictionary(chat => chat.Chat);

    /// <summary>The person of an id; one that is not ours where no chat knows it.</summary>
    /// <param name="id">As <c>chat:user</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">The chat cannot be asked now.</exception>
    internal async Task<Person> FindAsync(string id, CancellationToken cancel) =>
        id.Split(':', 2) is [var chat, var user] && byChat.TryGetValue(chat, out var people)
            ? await people.FindAsync(user, cancel)
            : new Person(id, id, IsOurs: false);
}
