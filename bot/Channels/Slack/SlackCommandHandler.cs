using System.Text.Json;
using System.Text.RegularExpressions;
using OpsBot.Bot.Channels.Slack.Forms;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Takes <c>/ops</c>; docs.slack.dev/interactivity/implementing-slash-commands.</summary>
internal sealed partial class SlackCommandHandler(
    ICommands commands,
    SlackPeople people,
    SlackSeen seen,
    SlackFind find,
    SlackPanel panel
) : ISlackHandler
{
    public IEnumerable<string> Takes => [SlackKind.Command];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (payload.Text("user_id") is not { Length: > 0 } user)
            return SlackReply.NotUnderstood;
        // A request that somebody caught stays signed for five minutes.
        if (
            payload.Text("trigger_id") is { Length: > 0 } trigger
            && !await seen.IsFirstAsync("command", trigger, cancel)
        )
            return SlackReply.Nothing;
        var person = await people.PersonAsync(
            new SlackUser(user, payload.Text("user_name") ?? user, payload.Text("team_id")),
            cancel
        );
        var typed = SlackText.Unescape(Mention().Replace(payload.Text("text") ?? "", Person));
        if (typed.Trim().Equals(SlackFind.Typed, StringComparison.OrdinalIgnoreCase))
            return await panel.OpenAsync(payload, _ => Task.FromResult(find.Form()), cancel);
        return SlackReply.Tell(SlackSayings.Reply(await commands.RunAsync(typed, person, cancel)));
    }

    private static string Person(Match mention) => PersonMention.Of(SlackChannel.Prefix + mention.Groups["user"].Value);

    /// <summary>Slack writes <c>&lt;@U0123|name&gt;</c> where somebody was picked from its list.</summary>
    [GeneratedRegex(
        @"<@(?<user>[UW][A-Z0-9]+)(\|[^>]*)?>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mention();
}
