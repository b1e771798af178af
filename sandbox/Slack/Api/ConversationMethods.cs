using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>conversations.*: what channels there are, who is in them, coming in. Source: docs.slack.dev/reference/methods.</summary>
internal sealed class ConversationMethods(Workspace workspace, Reach reach, Admin admin, PretendSlackOptions options)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("conversations.info", Tier.Three, Reach.AnyOf("read"), Info),
            new("conversations.list", Tier.Two, Reach.AnyOf("read"), List),
            new("conversations.members", Tier.Four, Reach.AnyOf("read"), Members),
            new("conversations.open", Tier.Three, ["im:write", "mpim:write"], Open) { TakesJson = true },
            new("conversations.join", Tier.Three, ["channels:join"], Join) { TakesJson = true },
        ];

    private ApiAnswer Info(ApiArguments arguments)
    {
        if (reach.Find(arguments, "read", out var channel) is { } no)
            return no;
        var described = Profiles.Channel(channel!);
        if (arguments.Flag("include_num_members"))
            described["num_members"] = workspace.Members(channel!).Count;
        return ApiAnswer.Ok(new() { ["channel"] = described });
    }

    private ApiAnswer List(ApiArguments arguments)
    {
        var types = (arguments.Text("types") ?? "public_channel").Split(',');
        foreach (
            var (type, scope) in ((string, string)[])
                [("public_channel", "channels:read"), ("private_channel", "groups:read"), ("im", "im:read")]
        )
        {
            if (types.Contains(type, StringComparer.Ordinal) && !options.Scopes.Contains(scope))
                return ApiAnswer.NoScope([scope], options.Scopes);
        }

        var channels = workspace
            .Channels()
            .Where(channel => types.Contains(TypeOf(channel), StringComparer.Ordinal))
            .Where(channel => channel is not { IsPrivate: true, HasBot: false })
            .Where(channel => !channel.IsArchived || !arguments.Flag("exclude_archived"))
            .ToList();
        return Paging.Page(channels, arguments) is { } page
            ? Paging.WithCursor(
                new() { ["channels"] = new JsonArray([.. page.Items.Select(Profiles.Channel)]) },
                page.Next
            )
            : ApiAnswer.No("invalid_cursor");
    }

    private ApiAnswer Members(ApiArguments arguments)
    {
        if (reach.Find(arguments, "read", out var channel) is { } no)
            return no;
        return Paging.Page(workspace.Members(channel!), arguments) is { } page
            ? Paging.WithCursor(
                new() { ["members"] = new JsonArray([.. page.Items.Select(id => JsonValue.Create(id))]) },
                page.Next
            )
            : ApiAnswer.No("invalid_cursor");
    }

    private ApiAnswer Open(ApiArguments arguments)
    {
        if (arguments.Text("channel") is { } id)
        {
            return workspace.Channel(id) is { DirectWith: not null } known
                ? ApiAnswer.Ok(new() { ["channel"] = new JsonObject { ["id"] = known.Id } })
                : ApiAnswer.No("channel_not_found");
        }

        if (arguments.Text("users") is not { Length: > 0 } users)
            return ApiAnswer.No("users_list_not_supplied");
        // Several people at once would be a group conversation, which the bot has no use for.
        if (workspace.User(users) is not { } user)
            return ApiAnswer.No("user_not_found");
        if (user.IsDeactivated)
            return ApiAnswer.No("user_disabled");
        var channel = workspace.OpenDirect(user);
        return ApiAnswer.Ok(
            new()
            {
                ["channel"] = arguments.Flag("return_im")
                    ? Profiles.Channel(channel)
                    : new JsonObject { ["id"] = channel.Id },
            }
        );
    }

    private ApiAnswer Join(ApiArguments arguments)
    {
        if (arguments.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        switch (workspace.Channel(id))
        {
            case null or { IsPrivate: true, HasBot: false }:
                return ApiAnswer.No("channel_not_found");
            case { IsPrivate: true } or { DirectWith: not null }:
                return ApiAnswer.No("method_not_supported_for_channel_type");
            case { IsArchived: true }:
                return ApiAnswer.No("is_archived");
            case { HasBot: true } already:
                var answer = ApiAnswer.Ok(new() { ["channel"] = Profiles.Channel(already) });
                answer.Warn("already_in_channel");
                return answer;
            default:
                admin.Join(options.BotUserId, id);
                return ApiAnswer.Ok(new() { ["channel"] = Profiles.Channel(workspace.Channel(id)!) });
        }
    }

    private static string TypeOf(SlackChannel channel) =>
        channel.ScopeFamily switch
        {
            "im" => "im",
            "groups" => "private_channel",
            _ => "public_channel",
        };
}
