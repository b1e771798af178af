using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox.Web;

/// <summary>Writes what one person sees in Slack.</summary>
internal sealed class SlackPane(PretendSlackOptions options, PretendSlack slack)
{
    private const int MaxMessages = 200;

    internal IEnumerable<SlackUser> People => slack.People.All.Where(one => !one.IsDeactivated);

    /// <summary>Everything at once.</summary>
    internal void Write(JsonObject all, string? user)
    {
        all["team"] = options.TeamDomain;
        all["command"] = options.Command;
        all["bot"] = new JsonObject { ["id"] = options.BotUserId, ["name"] = options.BotName };
        all["users"] = List(People, Person);
        all["shortcuts"] = List(options.Shortcuts.Where(one => !one.IsGlobal), Shortcut);
        if (user is null)
            return;
        var channels = slack.Channels().Where(channel => IsVisible(channel, user)).ToList();
        var messages = channels.SelectMany(channel => slack.Messages(channel.Id).TakeLast(MaxMessages));
        all["channels"] = List(channels, Channel);
        all["messages"] = List(messages.Concat(slack.Ephemerals(user).TakeLast(MaxMessages)), Message);
        all["views"] = Views(user);
        all["home"] = Home(user);
    }

    /// <summary>Puts what changes, as it changes, until it is disposed.</summary>
    internal IDisposable Watch(string user, Action<SseItem<JsonNode>> put)
    {
        slack.Changed += OnChange;
        return new Watching(() => slack.Changed -= OnChange);

        void OnChange(SlackChange change)
        {
            if (ItemOf(change, user) is { } item)
                put(item);
        }
    }

    private SseItem<JsonNode>? ItemOf(SlackChange change, string user) =>
        change switch
        {
            SlackChange.Shown shown when Sees(user, shown.Message) => new(Message(shown.Message), "message"),
            SlackChange.Removed removed => new(new JsonObject { ["ts"] = removed.Message.Ts }, "removed"),
            SlackChange.ViewsOf views when views.User == user => new(Views(user), "views"),
            SlackChange.Home home when home.User == user => new(Home(user), "home"),
            _ => null,
        };

    private bool Sees(string user, SlackMessage message) =>
        message.OnlyFor is null
            ? slack.Channels().Any(channel => channel.Id == message.Channel && IsVisible(channel, user))
            : message.OnlyFor == user;

    private static JsonObject Message(SlackMessage message) =>
        new()
        {
            ["channel"] = message.Channel,
            ["ts"] = message.Ts,
            ["thread"] = message.IsReply ? message.ThreadTs : null,
            ["broadcast"] = message.IsBroadcast,
            ["user"] = message.User,
            ["text"] = message.Text,
            ["blocks"] = Payloads.Node(message.Blocks),
            ["private"] = message.OnlyFor is not null,
            ["edited"] = message.IsEdited,
            ["revision"] = message.Revision,
            ["case"] = message.Case,
        };

    /// <summary>What the app's home shows to this person; no blocks before the bot published any.</summary>
    private JsonObject Home(string user) =>
        new()
        {
            ["id"] = slack.Home(user)?.Id,
            ["blocks"] = slack.Home(user) is { } view ? Payloads.Node(view.Blocks) : new JsonArray(),
        };

    private JsonArray Views(string user) =>
        List(
            slack.OpenViews(user),
            view => new JsonObject
            {
                ["id"] = view.Id,
                ["hash"] = view.Hash,
                ["title"] = view.Title,
                ["submit"] = Label(view.Content, "submit"),
                ["close"] = Label(view.Content, "close"),
                ["blocks"] = Payloads.Node(view.Blocks),
                ["errors"] = new JsonObject(
                    view.Errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)error.Value))
                ),
                ["trouble"] = view.Trouble,
            }
        );

    /// <summary>A channel is listed when it has something for the person to read, or is the shop's own.</summary>
    private static bool IsVisible(SlackChannel channel, string user) =>
        channel.DirectWith is null
            ? channel.Members?.Contains(user, StringComparer.Ordinal) ?? true
            : channel.DirectWith == user;

    private static JsonObject Channel(SlackChannel channel) =>
        new()
        {
            ["id"] = channel.Id,
            ["name"] = channel.Name,
            ["direct"] = channel.DirectWith is not null,
        };

    private static JsonObject Person(SlackUser user) => new() { ["id"] = user.Id, ["name"] = user.Name };

    private static JsonObject Shortcut(SlackShortcut shortcut) =>
        new() { ["callbackId"] = shortcut.CallbackId, ["name"] = shortcut.Name };

    private static string? Label(JsonElement content, string name) =>
        content.Has(name) ? content.GetProperty(name).Text("text") : null;

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> write) =>
        [.. items.Select(JsonNode? (item) => write(item))];
}
