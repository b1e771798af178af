using System.Text.Json.Nodes;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>What Slack sends, around what a test cares about.</summary>
internal static class Sent
{
    internal static JsonObject Command(string text) =>
        new()
        {
            ["command"] = "/ops",
            ["text"] = text,
            ["user_id"] = "U0OPS",
            ["user_name"] = "ops",
            ["team_id"] = "T0SHOP",
            ["channel_id"] = "C0OPS",
            ["api_app_id"] = StrictSlack.App,
        };

    internal static JsonObject Click(string choice, string question) =>
        new()
        {
            ["type"] = "block_actions",
            ["api_app_id"] = StrictSlack.App,
            ["user"] = new JsonObject { ["id"] = "U0OPS", ["team_id"] = "T0SHOP" },
            ["container"] = new JsonObject { ["type"] = "message", ["channel_id"] = "C0OPS" },
            ["trigger_id"] = "1.2.3",
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "button",
                    ["block_id"] = "choices",
                    ["action_id"] = choice,
                    ["value"] = question,
                }
            ),
        };

    internal static JsonObject Mention(string text, string id, string? thread = null)
    {
        var happened = new JsonObject
        {
            ["type"] = "app_mention",
            ["user"] = "U0OPS",
            ["team"] = "T0SHOP",
            ["text"] = text,
            ["channel"] = "C0OPS",
            ["ts"] = "1610241741.000200",
        };
        if (thread is not null)
            happened["thread_ts"] = thread;
        return Event(happened, id);
    }

    internal static JsonObject Reaction(string id) =>
        Event(new JsonObject { ["type"] = "reaction_added", ["user"] = "U0OPS" }, id);

    internal static JsonObject Event(JsonObject happened, string id) =>
        new()
        {
            ["type"] = "event_callback",
            ["team_id"] = "T0SHOP",
            ["api_app_id"] = StrictSlack.App,
            ["event_id"] = id,
            ["event"] = happened,
        };
}
