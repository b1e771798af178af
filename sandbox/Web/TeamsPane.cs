using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox.Web;

/// <summary>Writes what one person sees in Teams.</summary>
internal sealed class TeamsPane(PretendTeamsOptions options, Conversations conversations, CardClicks clicks)
{
    private const int MaxMessages = 200;

    internal IEnumerable<TeamsUser> People => options.Users;

    /// <summary>Everything at once.</summary>
    internal JsonObject All(string? user)
    {
        var all = new JsonObject
        {
            ["team"] = options.TeamName,
            ["bot"] = new JsonObject { ["id"] = options.BotAccount, ["name"] = options.BotName },
            ["users"] = List(People, Person),
        };
        if (People.FirstOrDefault(one => one.Account == user) is not { } viewer)
            return all;
        all["channels"] = new JsonArray(
            Place(options.ChannelId, options.ChannelName, isAlone: false),
            Place(viewer.Chat, options.BotName, isAlone: true)
        );
        all["messages"] = List(
            conversations.All.Where(message => clicks.IsFor(viewer.Account, message)).TakeLast(MaxMessages),
            message => Message(message, viewer.Account)
        );
        return all;
    }

    /// <summary>Puts what changes, as it changes, until it is disposed.</summary>
    internal IDisposable Watch(string user, Action<SseItem<JsonNode>> put)
    {
        conversations.Shown += OnShown;
        clicks.Views.Changed += OnView;
        return new Watching(() =>
        {
            conversations.Shown -= OnShown;
            clicks.Views.Changed -= OnView;
        });

        void OnView(string viewer, TeamsMessage message)
        {
            if (viewer == user && conversations.Find(message.Conversation, message.Id) is { } now)
                OnShown(now);
        }

        void OnShown(TeamsMessage message)
        {
            if (message.IsGone)
                put(new(new JsonObject { ["ts"] = Stamp(message.Id) }, "teams-removed"));
            else if (People.Any(one => one.Account == user) && clicks.IsFor(user, message))
                put(new(Message(message, user), "teams-message"));
        }
    }

    private JsonObject Message(TeamsMessage message, string user)
    {
        var view = clicks.Views.Find(user, message);
        return new()
        {
            ["id"] = message.Id,
            ["ts"] = Stamp(message.Id),
            ["channel"] = Conversations.RootOf(message.Conversation),
            ["thread"] = message.IsReply ? Stamp(message.Conversation.Split(";messageid=")[1]) : null,
            ["user"] = message.From,
            ["text"] = message.Text ?? "",
            ["namesBot"] = message.Activity.Flag("namesBot"),
            ["card"] = (view?.Card ?? message.Card)?.DeepClone(),
            ["private"] = message.OnlyFor is not null,
            ["edited"] = message.Updates > 0,
            ["answered"] = view?.IsByClick is true,
            ["revision"] = message.Updates + clicks.Views.Count(user, message),
            ["updates"] = message.Updates,
            ["case"] = message.IsReply ? null : message.Case,
        };
    }

    /// <summary>Ids count milliseconds; as the page orders and dates messages it counts seconds.</summary>
    private static string Stamp(string id) => id.Length > 3 ? $"{id[..^3]}.{id[^3..]}" : id;

    private static JsonObject Place(string id, string name, bool isAlone) =>
        new()
        {
            ["id"] = id,
            ["name"] = name,
            ["direct"] = isAlone,
        };

    private static JsonObject Person(TeamsUser user) =>
        new()
        {
            ["id"] = user.Account,
            ["name"] = user.Name,
            ["object"] = user.AadObjectId,
        };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> write) =>
        [.. items.Select(JsonNode? (item) => write(item))];
}
