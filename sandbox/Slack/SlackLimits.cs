namespace OpsBot.Sandbox.Slack;

/// <summary>
/// How often a method may be called, per minute and tier, and how fast one channel takes messages. Sources:
/// docs.slack.dev/apis/web-api/rate-limits; the size of all blocks together is not published, others measured about 13 kB.
/// </summary>
internal sealed record SlackLimits
{
    /// <summary>apps.connections.open: the page says tier 3, two of Slack's own libraries say tier 1.</summary>
    internal int Tier1 { get; init; } = 1;

    internal int Tier2 { get; init; } = 20;

    internal int Tier3 { get; init; } = 50;

    internal int Tier4 { get; init; } = 100;

    /// <summary>auth.test has a limit of its own, hundreds a minute.</summary>
    internal int AuthTest { get; init; } = 600;

    /// <summary>Events delivered in sixty minutes.</summary>
    internal int EventsPerHour { get; init; } = 30_000;

    internal double PostsPerSecond { get; init; } = 1;

    /// <summary>How many messages a channel takes at once before it asks for the pace above.</summary>
    internal int PostBurst { get; init; } = 3;

    internal int MaxBlockCharacters { get; init; } = 13_000;

    /// <summary>For tests and benches that are about something else.</summary>
    internal static SlackLimits None { get; } =
        new()
        {
            Tier1 = 1_000_000,
            Tier2 = 1_000_000,
            Tier3 = 1_000_000,
            Tier4 = 1_000_000,
            AuthTest = 1_000_000,
            EventsPerHour = 1_000_000,
            PostsPerSecond = 1_000_000,
            PostBurst = 1_000_000,
        };
}
