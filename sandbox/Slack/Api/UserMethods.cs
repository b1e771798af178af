using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>auth.test, users.info and usergroups.users.list. Source: docs.slack.dev/reference/methods.</summary>
internal sealed class UserMethods(PretendSlackOptions options, Workspace workspace, Profiles profiles)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("auth.test", Tier.AuthTest, [], _ => WhoAmI()) { TakesJson = true },
            new("users.info", Tier.Four, ["users:read"], Info),
            new("usergroups.users.list", Tier.Two, ["usergroups:read"], GroupMembers),
        ];

    private ApiAnswer WhoAmI() =>
        ApiAnswer.Ok(
            new()
            {
                ["url"] = $"https://{options.TeamDomain}.slack.com/",
                ["team"] = options.TeamDomain,
                ["user"] = options.BotName,
                ["team_id"] = options.TeamId,
                ["user_id"] = options.BotUserId,
                ["bot_id"] = options.BotId,
                ["is_enterprise_install"] = false,
            }
        );

    private ApiAnswer Info(ApiArguments arguments)
    {
        if (arguments.Text("user") is not { } id)
            return ApiAnswer.Missing("user");
        if (id == options.BotUserId)
            return ApiAnswer.Ok(new() { ["user"] = profiles.Bot() });
        return workspace.User(id) is { } user
            ? ApiAnswer.Ok(new() { ["user"] = profiles.User(user) })
            : ApiAnswer.No("user_not_found");
    }

    private ApiAnswer GroupMembers(ApiArguments arguments)
    {
        if (arguments.Text("usergroup") is not { } group)
            return ApiAnswer.Missing("usergroup");
        return options.UserGroups.TryGetValue(group, out var members)
            ? ApiAnswer.Ok(new() { ["users"] = new JsonArray([.. members.Select(id => JsonValue.Create(id))]) })
            : ApiAnswer.No("no_such_subteam");
    }
}
