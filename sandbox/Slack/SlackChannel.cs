namespace OpsBot.Sandbox.Slack;

/// <summary>A conversation: a channel, or a direct one between the bot and one person.</summary>
internal sealed record SlackChannel(string Id, string Name)
{
    internal bool IsPrivate { get; init; }

    internal bool IsArchived { get; init; }

    /// <summary>Shared with another company: its people see and click there too.</summary>
    internal bool IsExtShared { get; init; }

    internal bool HasBot { get; init; } = true;

    /// <summary>The other side of a direct conversation.</summary>
    internal string? DirectWith { get; init; }

    /// <summary>Who is in it; null means everybody who is not deactivated.</summary>
    internal IReadOnlyList<string>? Members { get; init; }

    /// <summary>The family of scopes that guards it: <c>channels</c>, <c>groups</c> or <c>im</c>.</summary>
    internal string ScopeFamily =>
        (DirectWith, IsPrivate) switch
        {
            ({ }, _) => "im",
            (_, true) => "groups",
            _ => "channels",
        };
}
