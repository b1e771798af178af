using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>auth.test, users.* and usergroups.users.list. Source: docs.slack.dev/reference/methods.</summary>
internal sealed class UserMethods(PretendSlackOptions options, People people, Profiles profiles)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("auth.test", Tier.AuthTest, [], _ => WhoAmI()) { TakesJson = true },
            new("users.info", Tier.Four, ["users:read"], Info),
            new("users.list", Tier.Two, ["users:read"], List),
            new("users.lookupByEmail", Tier.Three, ["users:read.email"], Lookup),
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
        return people.Find(id) is { } user
            ? ApiAnswer.Ok(new() { ["user"] = profiles.User(user) })
            : ApiAnswer.No("user_not_found");
    }

    /// <summary>Those of this workspace, deactivated ones included; people of other companies are not in it.</summary>
    private ApiAnswer List(ApiArguments arguments)
    {
        JsonObject[] all =
        [
            .. people.All.Where(user => user.OtherTeamId is null).Select(profiles.User),
            profiles.Bot(),
        ];
        return Paging.Page(all, arguments) is { } page
            ? Paging.WithCursor(new() { ["members"] = new JsonArray([.. page.Items]) }, page.Next)
            : ApiAnswer.No("invalid_cursor");
    }

    private ApiAnswer Lookup(ApiArguments arguments)
    {
        if (arguments.Text("email") is not { } email)
            return ApiAnswer.Missing("email");
        var user = people.All.FirstOrDefault(one =>
            string.Equals(profiles.EmailOf(one), email, StringComparison.OrdinalIgnoreCase)
        );
        return user is { IsDeactivated: false, OtherTeamId: null }
            ? ApiAnswer.Ok(new() { ["user"] = profiles.User(user) })
            : ApiAnswer.No("users_not_found");
    }

    private ApiAnswer GroupMembers(ApiArguments arguments)
    {
        if (arguments.Text("usergroup") is not { } id)
            return ApiAnswer.Missing("usergroup");
        return people.Group(id) is { } group && (!group.IsDisabled || arguments.Flag("include_disabled"))
            ? ApiAnswer.Ok(
                new() { ["users"] = new JsonArray([.. group.Members.Select(member => JsonValue.Create(member))]) }
            )
            : ApiAnswer.No("no_such_subteam");
    }
}
