namespace OpsBot.Sandbox.Slack.Api;

/// <summary>reactions.add and reactions.remove. Source: docs.slack.dev/reference/methods/reactions.add.</summary>
internal sealed class ReactionMethods(
    Workspace workspace,
    Reactions reactions,
    Reach reach,
    PretendSlackOptions options
)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("reactions.add", Tier.Three, ["reactions:write"], Add) { TakesJson = true },
            new("reactions.remove", Tier.Two, ["reactions:write"], Remove) { TakesJson = true },
        ];

    private ApiAnswer Add(ApiArguments arguments)
    {
        if (Read(arguments, out var reaction) is { } no)
            return no;
        return reactions.Add(reaction!) ? ApiAnswer.Ok() : ApiAnswer.No("already_reacted");
    }

    private ApiAnswer Remove(ApiArguments arguments)
    {
        if (Read(arguments, out var reaction) is { } no)
            return no;
        return reactions.Remove(reaction!) ? ApiAnswer.Ok() : ApiAnswer.No("no_reaction");
    }

    private ApiAnswer? Read(ApiArguments arguments, out Reaction? reaction)
    {
        reaction = null;
        if (arguments.Text("name") is not { Length: > 0 } name || name.Contains(':', StringComparison.Ordinal))
            return ApiAnswer.No("invalid_name");
        if (arguments.Text("channel") is not { } id || arguments.Text("timestamp") is not { } ts)
            return ApiAnswer.No("no_item_specified");
        if (reach.CannotWrite(workspace.Channel(id)) is { } no)
            return no;
        if (workspace.Message(id, ts) is not { OnlyFor: null })
            return ApiAnswer.No("message_not_found");
        reaction = new(id, ts, name, options.BotUserId);
        return null;
    }
}
