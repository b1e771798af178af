namespace OpsBot.Loops.People;

/// <summary>Somebody at a door, as the chat vouched for them.</summary>
/// <param name="Id"><c>chat:user</c>: <c>slack:U0123</c>.</param>
/// <param name="Name">As the chat calls them; untrusted text.</param>
/// <param name="IsOurs">The chat says they belong to our own workspace: not a guest from another company.</param>
public sealed record Person(string Id, string Name, bool IsOurs)
{
    /// <summary>The chat's groups they are in that roles name, as <c>chat:group</c>: <c>slack:S0123</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>
    /// Their ids in other chats (<see cref="Identities"/>). They say who somebody is, and so what they may not do; they give no role
    /// and no right.
    /// </summary>
    public IReadOnlyCollection<string> Others { get; init; } = [];

    /// <summary>An id is theirs, in whichever chat.</summary>
    public bool Is(string? id) =>
        id is not null
        && (id.Equals(Id, StringComparison.OrdinalIgnoreCase) || Others.Contains(id, StringComparer.OrdinalIgnoreCase));

    /// <summary>The chat that an id belongs to: <c>slack</c>.</summary>
    public static string ChatOf(string id) => id.Split(':', 2)[0];
}
