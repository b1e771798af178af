namespace OpsBot.Sandbox.Slack;

/// <summary>People who can be named together.</summary>
internal sealed record UserGroup(string Id, IReadOnlyList<string> Members)
{
    internal bool IsDisabled { get; init; }
}
