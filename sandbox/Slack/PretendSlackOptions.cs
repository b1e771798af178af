namespace OpsBot.Sandbox.Slack;

/// <summary>Who is in the pretend workspace, what the app may do in it, and where the bot listens.</summary>
internal sealed class PretendSlackOptions
{
    /// <summary>The bot's address; its doors are <c>slack/interactivity</c> and <c>slack/commands</c> below it.</summary>
    internal Uri BotUrl { get; set; } = new("http://127.0.0.1:5100/");

    internal string BotToken { get; set; } = "xoxb-sandbox";

    internal string SigningSecret { get; set; } = "sandbox-signing-secret";

    /// <summary>The retired verification token, still in every payload; nobody may rely on it.</summary>
    internal string VerificationToken { get; set; } = "sandbox-verification";

    internal string AppId { get; set; } = "A0OPSBOT";

    internal string BotId { get; set; } = "B0OPSBOT";

    internal string BotUserId { get; set; } = "U0OPSBOT";

    internal string BotName { get; set; } = "OpsBot";

    internal string TeamId { get; set; } = "T0SHOP";

    internal string TeamDomain { get; set; } = "pretend-shop";

    internal string Command { get; set; } = "/ops";

    /// <summary>What the installation was granted; a method outside it answers <c>missing_scope</c>.</summary>
    internal ISet<string> Scopes { get; } =
        new SortedSet<string>(StringComparer.Ordinal)
        {
            "app_mentions:read",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "groups:history",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "usergroups:read",
            "users:read",
        };

    internal IList<SlackUser> Users { get; } =
    [
        new("U0OPS", "Ops agent", "Europe/Berlin"),
        new("U0LEAD", "Ops lead", "Europe/Berlin"),
        new("U0GUEST", "Somebody else (may not decide)", "America/New_York") { IsGuest = true },
    ];

    internal IList<SlackChannel> Channels { get; } = [new("C0OPS", "ops-desk")];

    /// <summary>Group id to the ids of its members.</summary>
    internal IDictionary<string, IReadOnlyList<string>> UserGroups { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["S0LEADS"] = ["U0LEAD"] };

    internal SlackLimits Limits { get; set; } = new();

    /// <summary>How long the bot has to answer a click, a form or a command.</summary>
    internal TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(3);
}
