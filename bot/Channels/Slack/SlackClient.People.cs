using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <content>Who people are.</content>
internal sealed partial class SlackClient
{
    /// <summary>What Slack knows of a user, also of strangers; docs.slack.dev/reference/methods/users.info.</summary>
    /// <returns>Nothing where there is no such user, or none this bot may see.</returns>
    internal async Task<JsonElement?> UserAsync(string user, CancellationToken cancel)
    {
        var answer = await CallAsync(
            "users.info",
            Form([("user", user)]),
            Safety.Read,
            ["user_not_found", "user_not_visible"],
            cancel
        );
        return answer.Error is null ? answer.Body.GetProperty("user") : null;
    }

    /// <summary>The users in a user group; docs.slack.dev/reference/methods/usergroups.users.list.</summary>
    /// <returns>Nobody where there is no such group, or it is disabled.</returns>
    internal async Task<IReadOnlyList<string>> GroupAsync(string group, CancellationToken cancel)
    {
        var answer = await CallAsync(
            "usergroups.users.list",
            Form([("usergroup", group), ("include_disabled", "false")]),
            Safety.Read,
            ["no_such_subteam"],
            cancel
        );
        if (answer.Error is not null)
            return [];
        return [.. answer.Body.GetProperty("users").EnumerateArray().Select(user => user.GetString() ?? "")];
    }
}
