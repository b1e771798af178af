namespace OpsBot.Bot.Channels.Slack;

/// <summary>What the app must be granted, and for which call; the manifest asks for exactly these.</summary>
internal static class SlackScopes
{
    /// <summary>Any one of a method's scopes is enough for some channel; docs.slack.dev/reference/methods.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ByMethod { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            // Opened with the app's own token, whose scope is no matter of the installation.
            ["apps.connections.open"] = [],
            ["auth.test"] = [],
            ["chat.postMessage"] = ["chat:write"],
            ["chat.update"] = ["chat:write"],
            ["chat.postEphemeral"] = ["chat:write"],
            ["conversations.history"] = ["channels:history", "groups:history"],
            ["conversations.info"] = ["channels:read", "groups:read"],
            ["conversations.replies"] = ["channels:history", "groups:history"],
            ["usergroups.users.list"] = ["usergroups:read"],
            ["users.info"] = ["users:read"],
            ["views.open"] = [],
            ["views.push"] = [],
            ["views.publish"] = [],
            ["views.update"] = [],
        };

    /// <summary>What Slack sends only to an app that has the scope; docs.slack.dev/reference/events.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ByEvent { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["app_home_opened"] = [],
            ["app_mention"] = ["app_mentions:read"],
            ["app_uninstalled"] = [],
            ["message.channels"] = ["channels:history"],
            ["message.groups"] = ["groups:history"],
            ["tokens_revoked"] = [],
        };

    /// <summary>All of them, with the one that slash commands and shortcuts need.</summary>
    internal static IReadOnlyCollection<string> All { get; } =
        new SortedSet<string>(
            ByMethod.Values.Concat(ByEvent.Values).SelectMany(scopes => scopes).Append("commands"),
            StringComparer.Ordinal
        );
}
