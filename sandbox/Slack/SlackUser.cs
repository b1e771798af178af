namespace OpsBot.Sandbox.Slack;

/// <summary>A person in the pretend workspace.</summary>
internal sealed record SlackUser(string Id, string Name, string TimeZone)
{
    internal bool IsDeactivated { get; init; }

    /// <summary>A guest of several channels.</summary>
    internal bool IsGuest { get; init; }

    /// <summary>A guest of a single channel; Slack then says <c>is_restricted</c> as well.</summary>
    internal bool IsUltraRestricted { get; init; }

    /// <summary>Null for the login name at the workspace's own domain.</summary>
    internal string? Email { get; init; }

    /// <summary>For somebody of another company: whether a channel shared with the app brings them together.</summary>
    internal bool SharesChannel { get; init; }

    /// <summary>Set for somebody who came in through a shared channel from another company.</summary>
    internal string? OtherTeamId { get; init; }
}
