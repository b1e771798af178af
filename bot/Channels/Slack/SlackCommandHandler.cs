using System.Text.Json;
using OpsBot.Bot.Channels.Slack.Forms;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Takes <c>/ops</c>; docs.slack.dev/interactivity/implementing-slash-commands.</summary>
internal sealed class SlackCommandHandler(
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
        var typed = SlackText.Typed(payload.Text("text") ?? "");
        if (typed.Trim().Equals(SlackFind.Typed, StringComparison.OrdinalIgnoreCase))
            return await panel.OpenAsync(payload, _ => Task.FromResult(find.Form()), cancel);
        return SlackReply.Tell(SlackSayings.Reply(await commands.RunAsync(typed, person, cancel)));
    }
}
