using OpsBot.Sandbox.Slack.Sockets;

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

    /// <summary>Whether the app has a home tab.</summary>
    internal bool HasHome { get; set; } = true;

    internal string Command { get; set; } = "/ops";

    /// <summary>What the installation was granted; a method outside it answers <c>missing_scope</c>.</summary>
    internal ISet<string> Scopes { get; } =
        new SortedSet<string>(StringComparer.Ordinal)
        {
            "app_mentions:read",
            "channels:history",
            "channels:read",
            "app_mentions:read",
            "chat:write",
            "channels:join",
            "commands",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "reactions:write",
            "usergroups:read",
            "users:read",
            "users:read.email",
        };

    /// <summary>What the app subscribed to, as in its manifest: <c>app_mention</c>, <c>message.channels</c>.</summary>
    internal ISet<string> Events { get; } =
        new SortedSet<string>(StringComparer.Ordinal)
        {
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "message.channels",
            "message.groups",
            "tokens_revoked",
        };

    /// <summary>The shortcuts in the app's manifest; others cannot be used.</summary>
    internal IList<SlackShortcut> Shortcuts { get; } = [new("opsbot_find_run", "Find its run")];

    /// <summary>
    /// Whether a shortcut's payload carries <c>api_app_id</c>, as all others do. None of the recorded ones has it, so a bot must
    /// bear its absence.
    /// </summary>
    internal bool ShortcutsNameTheApp { get; set; }

    internal IList<SlackUser> Users { get; } =
    [
        new("U0OPS", "Ops agent", "Europe/Berlin"),
        new("U0LEAD", "Ops lead", "Europe/Berlin"),
        new("U0GUEST", "Somebody else (may not decide)", "America/New_York") { IsGuest = true },
        new("U0ULTRA", "Single-channel guest", "Europe/Berlin") { IsUltraRestricted = true },
        new("U0GONE", "Somebody who left", "Europe/Berlin") { IsDeactivated = true },
        new("W0PARTNER", "Somebody at the supplier", "Europe/Paris") { OtherTeamId = "T0OTHER" },
    ];

    internal IList<SlackChannel> Channels { get; } = [new("C0OPS", "ops-desk")];

    /// <summary>Group id to the ids of its members.</summary>
    internal IDictionary<string, IReadOnlyList<string>> UserGroups { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["S0LEADS"] = ["U0LEAD"],
            ["S0RETURNS"] = ["U0OPS", "U0LEAD"],
        };

    /// <summary>Groups that were switched off; they have members all the same.</summary>
    internal ISet<string> DisabledGroups { get; } = new HashSet<string>(StringComparer.Ordinal);

    internal SlackLimits Limits { get; set; } = new();

    internal SocketOptions Socket { get; } = new();

    /// <summary>How long the bot has to answer a click, a form or a command.</summary>
    internal TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(3);
}
