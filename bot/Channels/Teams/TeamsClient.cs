using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// What the Bot Connector of Teams can do (learn.microsoft.com, Bot Framework, REST API reference). It knows no keys that make a
/// repeat harmless: a post that ended without a clear answer is said to be uncertain and never repeated here.
/// </summary>
internal sealed partial class TeamsClient(TeamsLine line, TeamsConversations conversations, TeamsOptions options)
{
    /// <summary>What the far side is called in logs and cards, and the first part of people's and channels' ids.</summary>
    internal const string Name = "teams";

    /// <summary>
    /// The most that every generation of the papers lets through, in bytes of UTF-16; learn.microsoft.com, format-your-bot-messages.
    /// </summary>
    internal const int MostBytes = 28_000;

    private const int BadRequest = StatusCodes.Status400BadRequest;
    private const int NotFound = StatusCodes.Status404NotFound;
    private const int TooLarge = StatusCodes.Status413PayloadTooLarge;

    /// <summary>Says something in a conversation, in a channel in the thread that its id names.</summary>
    /// <returns>The message; nothing where the conversation is not there (any more).</returns>
    /// <exception cref="OutsideException">It was not said, or (uncertain) may have been.</exception>
    internal Task<TeamsHandle?> SendAsync(string conversation, TeamsMessage message, CancellationToken cancel) =>
        PostAsync(conversation, $"v3/conversations/{Escaped(conversation)}/activities", message, cancel);

    /// <summary>Answers a message.</summary>
    /// <returns>The answer; nothing where the message or its conversation is not there (any more).</returns>
    /// <exception cref="OutsideException">It was not said, or (uncertain) may have been.</exception>
    internal Task<TeamsHandle?> ReplyAsync(TeamsHandle to, TeamsMessage message, CancellationToken cancel) =>
        PostAsync(to.Conversation, PathOf(to), message, cancel);

    /// <summary>
    /// Says something that one person alone sees in a channel or group (learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages);
    /// it is gone after a day.
    /// </summary>
    /// <returns>Whether it was said; not where it is not to be had there.</returns>
    /// <exception cref="OutsideException">It was not said, or (uncertain) may have been.</exception>
    internal async Task<bool> WhisperAsync(
        string conversation,
        TeamsAccount to,
        TeamsMessage message,
        CancellationToken cancel
    )
    {
        var path = $"v3/conversations/{Escaped(conversation)}/activities?isTargetedActivity=true";
        var call = new TeamsCall(HttpMethod.Post, path, Safety.Write) { Turn = conversation };
        var answer = await SayAsync(conversation, call, message, activity => For(to, activity), cancel);
        return answer.IsSuccess || (answer.Status is BadRequest or NotFound ? false : throw Refused(answer));
    }

    /// <summary>Puts a message in the place of one that was said.</summary>
    /// <returns>Whether that one is still there.</returns>
    /// <exception cref="OutsideException">It was not, or may have been: doing it again does no harm.</exception>
    internal async Task<bool> UpdateAsync(TeamsHandle handle, TeamsMessage message, CancellationToken cancel)
    {
        var call = new TeamsCall(HttpMethod.Put, PathOf(handle), Safety.KeyedWrite) { Turn = handle.Conversation };
        return IsThere(await SayAsync(handle.Conversation, call, message, it => Named(it, handle.Activity), cancel));
    }

    /// <summary>Takes a message back.</summary>
    /// <returns>Whether it was still there.</returns>
    /// <exception cref="OutsideException">It was not, or may have been: doing it again does no harm.</exception>
    internal async Task<bool> DeleteAsync(TeamsHandle handle, CancellationToken cancel)
    {
        var place = await line.OpenAsync(handle.Conversation, cancel);
        var call = new TeamsCall(HttpMethod.Delete, PathOf(handle), Safety.KeyedWrite) { Turn = handle.Conversation };
        return IsThere(await line.CallAsync(place, call, body: null, cancel));
    }

    /// <summary>Begins a thread in a channel.</summary>
    /// <returns>Its first message; the conversation is the thread.</returns>
    /// <exception cref="OutsideException">It was not begun, or (uncertain) may have been.</exception>
    internal async Task<TeamsHandle> CreateThreadAsync(string channel, TeamsMessage message, CancellationToken cancel)
    {
        var root = TeamsActivity.PlaceOf(channel);
        var call = new TeamsCall(HttpMethod.Post, "v3/conversations", Safety.Write) { Turn = root };
        var answer = await SayAsync(root, call, message, activity => ThreadIn(root, activity), cancel);
        if (answer.Status == NotFound)
            await line.CloseAsync(await line.OpenAsync(root, cancel), answer, cancel);
        if (!answer.IsSuccess)
            throw Refused(answer);
        var said = answer.Json(Safety.Write);
        return said.Text("activityId") is { Length: > 0 } id
            ? new TeamsHandle(said.Text("id") ?? TeamsActivity.ThreadOf(root, id), id)
            : throw answer.Unclear(Safety.Write, "a thread was begun and its message has no id");
    }

    /// <summary>The conversation with somebody alone; begun where there is none yet.</summary>
    /// <returns>Its id; nothing where the bot has never heard of the person.</returns>
    /// <exception cref="OutsideException">It is not there and could not be begun.</exception>
    internal async Task<string?> ChatAsync(Guid person, CancellationToken cancel)
    {
        if (await conversations.PersonAsync(person, cancel) is not { } known)
            return null;
        if (known.Chat is { } chat)
            return chat;
        // There is one such conversation with each person, however often it is begun.
        var call = new TeamsCall(HttpMethod.Post, "v3/conversations", Safety.KeyedWrite) { Turn = known.Account };
        var place = await line.OpenAsync(known.Account, cancel);
        var answer = await line.CallAsync(place, call, ChatWith(known.Account), cancel);
        if (!answer.IsSuccess)
            throw Refused(answer);
        if (answer.Json(Safety.KeyedWrite).Text("id") is not { Length: > 0 } begun)
            throw answer.Unclear(Safety.KeyedWrite, "a conversation was begun and has no id");
        await conversations.KeepChatAsync(person, known with { Chat = begun }, cancel);
        return begun;
    }

    /// <summary>Says something to somebody alone. A chat that is not there any more is forgotten and begun again, once.</summary>
    /// <returns>Whether it was said.</returns>
    /// <exception cref="OutsideException">It was not said, or (uncertain) may have been.</exception>
    internal async Task<bool> TellAsync(Guid person, TeamsMessage message, CancellationToken cancel)
    {
        if (await ChatAsync(person, cancel) is not { } chat)
            return false;
        if (await SendAsync(chat, message, cancel) is not null)
            return true;
        if (await conversations.PersonAsync(person, cancel) is { } known && known.Chat == chat)
            await conversations.KeepChatAsync(person, known with { Chat = null }, cancel);
        return await ChatAsync(person, cancel) is { } begun && await SendAsync(begun, message, cancel) is not null;
    }

    private async Task<TeamsHandle?> PostAsync(
        string conversation,
        string path,
        TeamsMessage message,
        CancellationToken cancel
    )
    {
        var call = new TeamsCall(HttpMethod.Post, path, Safety.Write) { Turn = conversation };
        var answer = await SayAsync(conversation, call, message, static activity => activity, cancel);
        if (!IsThere(answer))
            return null;
        return answer.Json(Safety.Write).Text("id") is { Length: > 0 } id
            ? new TeamsHandle(conversation, id)
            : throw answer.Unclear(Safety.Write, "a message was taken and has no id");
    }

    /// <summary>Says a message, or its shorter form where it is too large.</summary>
    private async Task<OutsideResponse> SayAsync(
        string conversation,
        TeamsCall call,
        TeamsMessage message,
        Func<JsonObject, JsonObject> around,
        CancellationToken cancel
    )
    {
        var place = await line.OpenAsync(conversation, cancel);
        if (Fits(message.Activity))
        {
            var answer = await line.CallAsync(place, call, around(Copy(message.Activity)), cancel);
            if (answer.Status != TooLarge)
                return answer;
        }

        return message.Shorter is { } shorter && Fits(shorter)
            ? await line.CallAsync(place, call, around(Copy(shorter)), cancel)
            : throw Resting.Barred(Name, "a message is larger than Teams takes");
    }

    private static bool Fits(JsonObject activity) =>
        activity.ContainsKey("text") && activity.ContainsKey("attachments")
            ? throw new ArgumentException(
                "A message has text or attachments: of both Teams makes two, with no id.",
                nameof(activity)
            )
            : Encoding.Unicode.GetByteCount(TeamsJson.Write(activity)) <= MostBytes;

    private static bool IsThere(OutsideResponse answer) =>
        answer.IsSuccess || (answer.Status == NotFound ? false : throw Refused(answer));

    private static OutsideException Refused(OutsideResponse answer) =>
        answer.Broken(TeamsRefusal.Words(TeamsRefusal.CodeOf(answer)));

    private JsonObject ThreadIn(string channel, JsonObject activity) =>
        new()
        {
            ["isGroup"] = true,
            ["activity"] = activity,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel } },
            ["tenantId"] = options.TenantId,
        };

    private JsonObject ChatWith(string account) =>
        new()
        {
            ["isGroup"] = false,
            ["members"] = new JsonArray(new JsonObject { ["id"] = account }),
            ["tenantId"] = options.TenantId,
        };

    private static JsonObject For(TeamsAccount account, JsonObject activity)
    {
        activity["recipient"] = new JsonObject
        {
            ["id"] = account.Id,
            ["name"] = account.Name,
            ["isTargeted"] = true,
        };
        return activity;
    }

    private static JsonObject Copy(JsonObject activity) => activity.DeepClone().AsObject();

    private static JsonObject Named(JsonObject activity, string id)
    {
        activity["id"] = id;
        return activity;
    }

    private static string PathOf(TeamsHandle handle) =>
        $"v3/conversations/{Escaped(handle.Conversation)}/activities/{Escaped(handle.Activity)}";

    private static string Escaped(string id) => Uri.EscapeDataString(id);
}
