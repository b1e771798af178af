using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Takes a command that is said to the bot in a channel or a thread, where Slack lets nobody type a slash command:
/// <c>@OpsBot status</c>; docs.slack.dev/reference/events/app_mention.
/// </summary>
internal sealed class SlackMentionHandler(
    ICommands commands,
    SlackPeople people,
    SlackWorkspace workspace,
    SlackSeen seen
) : ISlackHandler
{
    public IEnumerable<string> Takes => ["event_callback:app_mention"];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (payload.Text("event", "user") is not { Length: > 0 } user || payload.Text("event_id") is not { } id)
            return SlackReply.NotUnderstood;
        var said = payload.GetProperty("event");
        var person = await people.PersonAsync(new SlackUser(user, user, TeamOf(said)), cancel);
        var bot = (await workspace.IdentityAsync(cancel)).UserId;
        // Slack sends an event up to three times more where it does not hear that it arrived.
        if (!await seen.IsFirstAsync("event", id, cancel))
            return SlackReply.Nothing;
        try
        {
            var typed = Typed(said.Text("text") ?? "", bot);
            return SlackReply.Tell(SlackSayings.Reply(await commands.RunAsync(typed, person, cancel)));
        }
        catch (OutsideException failure)
        {
            // Sent again it would be known by its id: the person types it again.
            return SlackReply.Tell(SlackSayings.Told($"That did not work, please try again. {failure.Message}"));
        }
    }

    /// <summary>What stands after the bot's name; where nothing does, what stands before it.</summary>
    internal static string Typed(string text, string bot)
    {
        string[] marks = [$"<@{bot}>", $"<@{bot}|"];
        var begin = marks.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Max();
        var end = begin < 0 ? -1 : text.IndexOf('>', begin);
        if (end < 0)
            return SlackText.Typed(text).Trim();
        var after = text[(end + 1)..].Trim();
        return SlackText.Typed(after.Length > 0 ? after : text[..begin].Trim());
    }

    /// <summary>In a shared channel people of other companies are named by more than one workspace: nobody's then.</summary>
    private static string? TeamOf(JsonElement said)
    {
        string?[] named = [said.Text("user_team"), said.Text("source_team"), said.Text("team")];
        return named.OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var one] ? one : null;
    }
}
