namespace OpsBot.Bot.Channels.Slack;

/// <summary>What the app must be granted, and for which call; the manifest asks for exactly these.</summary>
internal static class SlackScopes
{
    /// <summary>Any one of a method's scopes is enough for some channel; docs.slack.dev/reference/methods.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ByMethod { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["auth.test"] = [],
            ["chat.postMessage"] = ["chat:write"],
            ["chat.update"] = ["chat:write"],
            ["chat.postEphemeral"] = ["chat:write"],
            ["conversations.history"] = ["channels:history", "groups:history"],
            ["conversations.replies"] = ["channels:history", "groups:history"],
            ["usergroups.users.list"] = ["usergroups:read"],
            ["users.info"] = ["users:read"],
            ["views.open"] = [],
            ["views.push"] = [],
            ["views.publish"] = [],
            ["views.update"] = [],
        };

    /// <summary>All of them, with the one that slash commands need.</summary>
    internal static IReadOnlyCollection<string> All { get; } =
        new SortedSet<string>(ByMethod.Values.SelectMany(scopes => scopes).Append("commands"), StringComparer.Ordinal);
}
