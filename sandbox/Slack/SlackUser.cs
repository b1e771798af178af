namespace OpsBot.Sandbox.Slack;

/// <summary>A person in the pretend workspace.</summary>
internal sealed record SlackUser(string Id, string Name, string TimeZone)
{
    internal bool IsDeactivated { get; init; }

    internal bool IsGuest { get; init; }

    /// <summary>Set for somebody who came in through a shared channel from another company.</summary>
    internal string? OtherTeamId { get; init; }
}
