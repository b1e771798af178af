namespace OpsBot.Sandbox.Slack;

/// <summary>What the bot answered to a signed request, if it answered in time.</summary>
internal sealed record BotAnswer(int? Status, string ContentType, string Body)
{
    internal static BotAnswer TooLate { get; } = new(null, "", "") { Failure = "operation_timeout" };

    internal static BotAnswer Unreachable { get; } = new(null, "", "") { Failure = "dispatch_failed" };

    private string? Failure { get; init; }

    /// <summary>Whether the bot asked not to be sent this event again.</summary>
    internal bool RefusesRetries { get; init; }

    /// <summary>Slack's name for what went wrong with a click, a form or a command; null after a 200.</summary>
    internal string? Error => Failure ?? (Status == StatusCodes.Status200OK ? null : "dispatch_failed");

    /// <summary>Whether an event counts as taken: any 2xx in time.</summary>
    internal bool IsTaken => Failure is null && Status is >= 200 and < 300;
}
