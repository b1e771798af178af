namespace OpsBot.Sandbox.Slack;

/// <summary>What the bot answered to a signed request, if it answered in time.</summary>
internal sealed record BotAnswer(int? Status, string ContentType, string Body)
{
    internal static BotAnswer TooLate { get; } = new(null, "", "") { Failure = "operation_timeout" };

    internal static BotAnswer Unreachable { get; } = new(null, "", "") { Failure = "dispatch_failed" };

    private string? Failure { get; init; }

    /// <summary>Slack's name for what went wrong; null after a 200.</summary>
    internal string? Error => Failure ?? (Status == StatusCodes.Status200OK ? null : "dispatch_failed");
}
