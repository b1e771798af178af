namespace OpsBot.Loops.People;

/// <summary>Somebody at a door, as the chat vouched for them.</summary>
/// <param name="Id"><c>chat:user</c>: <c>slack:U0123</c>.</param>
/// <param name="Name">As the chat calls them; untrusted text.</param>
/// <param name="IsOurs">The chat says they belong to our own workspace: not a guest from another company.</param>
public sealed record Person(string Id, string Name, bool IsOurs)
{
    /// <summary>The chat's groups they are in that roles name, as <c>chat:group</c>: <c>slack:S0123</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}
