using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack;

/// <summary>Writes messages, views and the head of every interaction the way Slack writes them.</summary>
internal sealed class Payloads(PretendSlackOptions options)
{
    internal JsonObject Message(SlackMessage message, bool withMetadata, IReadOnlyList<SlackMessage>? replies = null)
    {
        var isOurs = message.User == options.BotUserId;
        var json = new JsonObject
        {
            ["type"] = "message",
            ["user"] = message.User,
            ["text"] = message.Text,
            ["ts"] = message.Ts,
            ["team"] = options.TeamId,
        };
        if (isOurs)
        {
            json["bot_id"] = options.BotId;
            json["app_id"] = options.AppId;
        }

        if (message.Blocks.GetArrayLength() > 0)
            json["blocks"] = Node(message.Blocks);
        if (message.Files.Count > 0)
            json["files"] = new JsonArray([.. message.Files.Select(FileOf)]);
        if (message.ThreadTs is not null)
            json["thread_ts"] = message.ThreadTs;
        if (message.IsEdited)
            json["edited"] = new JsonObject { ["user"] = message.User, ["ts"] = message.Ts };
        if (withMetadata && message.Metadata is { } metadata)
            json["metadata"] = Node(metadata);
        if (replies is { Count: > 0 })
        {
            json["thread_ts"] = message.Ts;
            json["reply_count"] = replies.Count;
            json["latest_reply"] = replies[^1].Ts;
        }

        return json;
    }

    internal JsonObject View(SlackView view, JsonObject? state = null)
    {
        var content = view.Content;
        return new()
        {
            ["id"] = view.Id,
            ["team_id"] = options.TeamId,
            ["type"] = view.Type,
            ["blocks"] = Node(view.Blocks),
            ["private_metadata"] = content.Text("private_metadata") ?? "",
            ["callback_id"] = content.Text("callback_id") ?? "",
            ["state"] = new JsonObject { ["values"] = state ?? [] },
            ["hash"] = view.Hash,
            ["title"] = Part(content, "title") ?? HomeTitle(),
            ["clear_on_close"] = content.Flag("clear_on_close"),
            ["notify_on_close"] = content.Flag("notify_on_close"),
            ["close"] = Part(content, "close"),
            ["submit"] = Part(content, "submit"),
            ["previous_view_id"] = view.PreviousId,
            ["root_view_id"] = view.RootId,
            ["app_id"] = options.AppId,
            ["external_id"] = content.Text("external_id") ?? "",
            ["app_installed_team_id"] = options.TeamId,
            ["bot_id"] = options.BotId,
        };
    }

    /// <summary>What every interaction begins with: who did it, in which workspace, for which app.</summary>
    internal JsonObject Envelope(string type, SlackUser user) =>
        new()
        {
            ["type"] = type,
            ["user"] = new JsonObject
            {
                ["id"] = user.Id,
                ["username"] = Profiles.HandleOf(user),
                ["name"] = Profiles.HandleOf(user),
                ["team_id"] = user.OtherTeamId ?? options.TeamId,
            },
            ["api_app_id"] = options.AppId,
            ["token"] = options.VerificationToken,
            ["team"] = new JsonObject { ["id"] = options.TeamId, ["domain"] = options.TeamDomain },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
        };

    /// <summary>The form of a slash command, without its response_url and trigger_id.</summary>
    internal Dictionary<string, string> Command(SlackUser user, SlackChannel channel, string command, string text) =>
        new(StringComparer.Ordinal)
        {
            ["token"] = options.VerificationToken,
            ["team_id"] = options.TeamId,
            ["team_domain"] = options.TeamDomain,
            ["channel_id"] = channel.Id,
            ["channel_name"] = channel.DirectWith is null ? channel.Name : "directmessage",
            ["user_id"] = user.Id,
            ["user_name"] = Profiles.HandleOf(user),
            ["command"] = command,
            ["text"] = text,
            ["api_app_id"] = options.AppId,
            ["is_enterprise_install"] = "false",
        };

    private static JsonObject FileOf(SlackFile file) =>
        new()
        {
            ["id"] = file.Id,
            ["name"] = file.Name,
            ["title"] = file.Title,
            ["size"] = file.Length,
        };

    internal static JsonObject ChannelName(SlackChannel channel) =>
        new() { ["id"] = channel.Id, ["name"] = channel.DirectWith is null ? channel.Name : "directmessage" };

    internal static JsonNode? Node(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(element),
            JsonValueKind.Array => JsonArray.Create(element),
            _ => JsonValue.Create(element),
        };

    /// <summary>A home has no title of its own; Slack writes this one.</summary>
    private static JsonObject HomeTitle() =>
        new()
        {
            ["type"] = "plain_text",
            ["text"] = "View Title",
            ["emoji"] = true,
        };

    private static JsonNode? Part(JsonElement content, string name) =>
        content.Has(name) ? Node(content.GetProperty(name)) : null;
}
