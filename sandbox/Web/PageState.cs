using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox.Web;

/// <summary>Writes what one person may see as the page reads it.</summary>
internal sealed class PageState(PretendSlackOptions options, PretendSlack slack, Ledger ledger, LedgerTally tally)
{
    private const int MaxMessages = 200;
    private const int MaxEntries = 300;

    /// <summary>Everything at once, for a page that has just been opened.</summary>
    internal JsonObject All(string user)
    {
        var channels = slack.Channels().Where(channel => IsVisible(channel, user)).ToList();
        var messages = channels.SelectMany(channel => slack.Messages(channel.Id).TakeLast(MaxMessages));
        return new()
        {
            ["team"] = options.TeamDomain,
            ["command"] = options.Command,
            ["bot"] = new JsonObject { ["id"] = options.BotUserId, ["name"] = options.BotName },
            ["users"] = List(slack.People.All.Where(one => !one.IsDeactivated), Person),
            ["channels"] = List(channels, Channel),
            ["messages"] = List(messages.Concat(slack.Ephemerals(user).TakeLast(MaxMessages)), Message),
            ["views"] = Views(user),
            ["home"] = Home(user),
            ["shortcuts"] = List(options.Shortcuts.Where(one => !one.IsGlobal), Shortcut),
            ["ledger"] = List(ledger.Entries.TakeLast(MaxEntries), Entry),
            ["counts"] = Counts(),
        };
    }

    internal bool Sees(string user, SlackMessage message) =>
        message.OnlyFor is null
            ? slack.Channels().Any(channel => channel.Id == message.Channel && IsVisible(channel, user))
            : message.OnlyFor == user;

    internal static JsonObject Message(SlackMessage message) =>
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
        };

    /// <summary>What the app's home shows to this person; no blocks before the bot published any.</summary>
    internal JsonObject Home(string user) =>
        new()
        {
            ["id"] = slack.Home(user)?.Id,
            ["blocks"] = slack.Home(user) is { } view ? Payloads.Node(view.Blocks) : new JsonArray(),
        };

    internal JsonArray Views(string user) =>
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

    /// <summary>One line of the ledger with the counts as they are after it.</summary>
    internal JsonObject Written(LedgerEntry entry) => new() { ["entry"] = Entry(entry), ["counts"] = Counts() };

    /// <summary>A channel is listed when it has something for the person to read, or is the shop's own.</summary>
    private static bool IsVisible(SlackChannel channel, string user) =>
        channel.DirectWith is null
            ? channel.Members?.Contains(user, StringComparer.Ordinal) ?? true
            : channel.DirectWith == user;

    internal static JsonObject Channel(SlackChannel channel) =>
        new()
        {
            ["id"] = channel.Id,
            ["name"] = channel.Name,
            ["direct"] = channel.DirectWith is not null,
        };

    private static JsonObject Entry(LedgerEntry entry) =>
        new()
        {
            ["number"] = entry.Number,
            ["at"] = entry.At.ToString("O"),
            ["system"] = entry.System,
            ["effect"] = entry.Effect,
            ["subject"] = entry.Subject,
            ["detail"] = entry.Detail,
        };

    private static JsonObject Person(SlackUser user) => new() { ["id"] = user.Id, ["name"] = user.Name };

    private static JsonObject Shortcut(SlackShortcut shortcut) =>
        new() { ["callbackId"] = shortcut.CallbackId, ["name"] = shortcut.Name };

    private static string? Label(JsonElement content, string name) =>
        content.Has(name) ? content.GetProperty(name).Text("text") : null;

    private JsonObject Counts()
    {
        var (systems, doubled) = tally.Now();
        return new()
        {
            ["systems"] = new JsonObject(systems.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
            ["doubled"] = doubled,
        };
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> write) =>
        [.. items.Select(JsonNode? (item) => write(item))];
}
