namespace OpsBot.Sandbox.Slack.Api;

/// <summary>What the app can see: channels by membership, and by the scope of their kind.</summary>
internal sealed class Reach(PretendSlackOptions options, Workspace workspace)
{
    internal static string[] AnyOf(string right) =>
        ["channels:" + right, "groups:" + right, "im:" + right, "mpim:" + right];

    /// <summary>The channel, if the app may see it and has the scope of its kind.</summary>
    internal ApiAnswer? Find(ApiArguments arguments, string right, out SlackChannel? channel)
    {
        channel = null;
        if (arguments.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        channel = workspace.Channel(id);
        if (channel is null or { IsPrivate: true, HasBot: false })
            return ApiAnswer.No("channel_not_found");
        var scope = $"{channel.ScopeFamily}:{right}";
        return options.Scopes.Contains(scope) ? null : ApiAnswer.NoScope([scope], options.Scopes);
    }

    /// <summary>Whether the app may write there; null when it may.</summary>
    internal ApiAnswer? CannotWrite(SlackChannel? channel) =>
        channel switch
        {
            null or { IsPrivate: true, HasBot: false } => ApiAnswer.No("channel_not_found"),
            { IsArchived: true } => ApiAnswer.No("is_archived"),
            { HasBot: false } when !options.Scopes.Contains("chat:write.public") => ApiAnswer.No("not_in_channel"),
            _ => null,
        };
}
