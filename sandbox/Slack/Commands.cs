using System.Text.Json;

namespace OpsBot.Sandbox.Slack;

/// <summary>Slash commands, and how Slack shows the answer. Source: docs.slack.dev/interactivity/implementing-slash-commands.</summary>
internal sealed class Commands(PretendSlackOptions options, Workspace workspace, Payloads payloads, BotLine line)
{
    private const string Slackbot = "USLACKBOT";

    internal async Task<CommandReply> SendAsync(string user, string channel, string typed, CancellationToken stop)
    {
        var person = workspace.ActiveUser(user);
        var place = workspace.Channel(channel) ?? throw new InvalidOperationException($"there is no channel {channel}");
        var command = typed.Split(' ')[0];
        if (command != options.Command)
            return Failed(
                user,
                channel,
                null,
                $"{command} is not a valid command. In Slack, all messages that start with the \"/\" character are interpreted as commands."
            );
        var form = payloads.Command(person, place, command, typed[command.Length..].TrimStart());
        form["response_url"] = line.ResponseUrl(user, place.Id);
        form["trigger_id"] = line.Trigger(user);
        var answer = await line.CommandAsync(form, stop);
        var error = answer.Error ?? Show(user, channel, answer);
        return error is null
            ? new(answer.Status, answer.Body, null)
            : Failed(user, channel, answer.Status, $"{command} failed with the error \"{error}\"");
    }

    private string? Show(string user, string channel, BotAnswer answer)
    {
        if (answer.Body.Length == 0)
            return null;
        var body =
            answer.ContentType == "application/json"
                ? Json.Parse(answer.Body)
                : JsonSerializer.SerializeToElement(new { text = answer.Body });
        return body is { ValueKind: JsonValueKind.Object } said
            ? line.Show(user, channel, said)
            : "invalid_command_response";
    }

    private CommandReply Failed(string user, string channel, int? status, string failure)
    {
        workspace.Post(new(channel, "", Slackbot, failure) { OnlyFor = user });
        return new(status, "", failure);
    }
}

/// <summary>How a command was taken: the bot's answer as it came, or what Slack told the person in its place.</summary>
internal sealed record CommandReply(int? Status, string Body, string? Failure);
