using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>The pretend Bot Connector: messages and threads, as strict as the real one.</summary>
internal sealed class Connector(
    PretendTeamsOptions options,
    Conversations conversations,
    ConnectorGate gate,
    Ledger ledger
)
{
    internal Task<IResult> SendAsync(HttpRequest request, string conversation, string? replyTo) =>
        gate.WriteAsync(
            request,
            conversation,
            activity =>
            {
                if (conversations.RefusalOf(conversation) is { } code)
                    return Troubles.Forbidden(code);
                if (!conversations.Knows(conversation))
                    return Troubles.Error(404, "ConversationNotFound", "Conversation not found.");
                if (replyTo is not null && conversations.Find(conversation, replyTo) is null)
                    return Troubles.Error(404, "ActivityNotFoundInConversation", "Conversation not found.");
                return Say(ThreadOf(conversation, replyTo), activity!);
            }
        );

    internal Task<IResult> UpdateAsync(HttpRequest request, string conversation, string id) =>
        gate.WriteAsync(
            request,
            conversation,
            activity =>
                Change(conversation, id) is { } no
                    ? no
                    : Replaced(conversation, id, it => it with { Activity = activity!, Updates = it.Updates + 1 })
        );

    internal Task<IResult> DeleteAsync(HttpRequest request, string conversation, string id) =>
        gate.WriteAsync(
            request,
            conversation,
            _ => Change(conversation, id) is { } no ? no : Replaced(conversation, id, it => it with { IsGone = true })
        );

    /// <summary>Threads in channels and conversations with one person; groups cannot be begun.</summary>
    internal Task<IResult> CreateAsync(HttpRequest request) => gate.WriteAsync(request, "new", Create!);

    private IResult Create(JsonObject asked)
    {
        if (asked["tenantId"]?.GetValue<string>() != options.TenantId)
            return BadSyntax("Incorrect conversation creation parameters");
        if (asked["channelData"]?["channel"]?["id"]?.GetValue<string>() is not { } channel)
            return CreateChat(asked);
        if (asked["activity"] is not JsonObject activity || asked["isGroup"]?.GetValue<bool>() is not true)
            return BadSyntax("Incorrect conversation creation parameters");
        if (conversations.RefusalOf(channel) is { } code)
            return Troubles.Forbidden(code);
        if (!conversations.Knows(channel))
            return Troubles.Error(404, "ConversationNotFound", "Conversation not found.");
        if (IsSplit(activity))
            return Say(channel, activity);
        var root = conversations.Add(channel, options.BotAccount, activity.DeepClone().AsObject());
        Write("thread begun", root);
        return Results.Json(new { id = root.Conversation, activityId = root.Id }, statusCode: 201);
    }

    private IResult CreateChat(JsonObject asked)
    {
        var members = asked["members"]?.AsArray() ?? [];
        if (asked["isGroup"]?.GetValue<bool>() is true || members.Count != 1)
            return BadSyntax("Incorrect conversation creation parameters");
        var user = options.Users.FirstOrDefault(user => user.Account == members[0]?["id"]?.GetValue<string>());
        if (user is null)
            return BadSyntax("Bot is not installed in user's personal scope");
        if (conversations.RefusalOf(user.Chat) is { } code)
            return Troubles.Forbidden(code);
        conversations.Install(user.Chat);
        return Results.Json(new { id = user.Chat }, statusCode: 201);
    }

    private IResult Say(string conversation, JsonObject activity)
    {
        if (activity["type"]?.GetValue<string>() == "typing")
            return Results.StatusCode(202);
        if (IsSplit(activity))
        {
            // Two messages come of it, and no id comes back.
            var text = activity.DeepClone().AsObject();
            text.Remove("attachments");
            activity.Remove("text");
            Write("message split", conversations.Add(conversation, options.BotAccount, text));
            conversations.Add(conversation, options.BotAccount, activity);
            return Results.Json(new { }, statusCode: 201);
        }

        var said = conversations.Add(conversation, options.BotAccount, activity);
        Write("message", said);
        return Results.Json(new { id = said.Id }, statusCode: 201);
    }

    private IResult? Change(string conversation, string id)
    {
        if (conversations.RefusalOf(conversation) is { } code)
            return Troubles.Forbidden(code);
        if (!conversations.Knows(conversation))
            return Troubles.Error(404, "ConversationNotFound", "Conversation not found.");
        if (conversations.Find(conversation, id) is not { } message)
            return Troubles.Error(404, "ActivityNotFoundInConversation", "Message does not exist in the thread.");
        return message.From == options.BotAccount ? null : Troubles.Forbidden("NotEnoughPermissions");
    }

    private IResult Replaced(string conversation, string id, Func<TeamsMessage, TeamsMessage> change)
    {
        var message = conversations.Find(conversation, id)!;
        conversations.Replace(message, change(message));
        return Results.Json(new { id });
    }

    private string ThreadOf(string conversation, string? replyTo) =>
        replyTo is not null && Conversations.IsChannel(conversation)
            ? conversations.Find(conversation, replyTo)!.Conversation
            : conversation;

    private static bool IsSplit(JsonObject activity) =>
        activity["text"]?.GetValue<string>() is { Length: > 0 } && activity["attachments"] is JsonArray { Count: > 0 };

    private void Write(string effect, TeamsMessage said) =>
        ledger.Write("teams", effect, said.Id, Encoding.UTF8.GetByteCount(said.Activity.ToJsonString()) + " bytes");

    private static IResult BadSyntax(string message) => Troubles.Error(400, "BadSyntax", message);
}

/// <summary>What each call must pass before it is looked at: token, pace, size, shape; and the troubles that were ordered.</summary>
internal sealed class ConnectorGate(PretendTeamsOptions options, LoginDoor login, SendLimits limits, Troubles troubles)
{
    /// <summary>What a thread's beginning wraps around its message, generously.</summary>
    private const int Envelope = 1_000;

    /// <summary>Every authorization that came, in order: no token may come from elsewhere, or go elsewhere.</summary>
    internal System.Collections.Concurrent.ConcurrentQueue<string> Authorizations { get; } = new();

    internal async Task<IResult> WriteAsync(HttpRequest request, string conversation, Func<JsonObject?, IResult> act)
    {
        if (Stranger(request) is { } stranger)
            return stranger;
        if (limits.Send(conversation) is { } wait)
            return Troubles.Throttled(wait);
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (Encoding.Unicode.GetByteCount(body) > options.MostBytes + Envelope)
            return Troubles.Answer(413);
        JsonObject? activity = null;
        if (request.Method != HttpMethods.Delete && Read(request, body, out activity) is { } bad)
            return bad;
        var trouble = troubles.Take();
        if (trouble is { AfterDoing: false })
            return Troubles.Answer(trouble.Status);
        var answer = act(activity);
        return trouble is null ? answer : Troubles.Answer(trouble.Status);
    }

    internal IResult Read(HttpRequest request, string conversation, Func<IResult> act)
    {
        if (Stranger(request) is { } stranger)
            return stranger;
        if (limits.Read(conversation) is { } wait)
            return Troubles.Throttled(wait);
        return troubles.Take() is { } trouble ? Troubles.Answer(trouble.Status) : act();
    }

    private IResult? Stranger(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        Authorizations.Enqueue(authorization);
        return login.IsGood(authorization)
            ? null
            : Troubles.Error(401, "BotNotRegistered", "No registration found for this bot.");
    }

    private static IResult? Read(HttpRequest request, string body, out JsonObject? activity)
    {
        activity = null;
        // Without the charset letters outside ASCII come out wrong.
        if (request.ContentType?.Replace(" ", "", StringComparison.Ordinal) != "application/json;charset=utf-8")
            return Troubles.Error(400, "Bad Argument", "The content type is not application/json; charset=utf-8.");
        try
        {
            activity = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // Told below.
        }

        return activity is null ? Troubles.Error(400, "BadSyntax", "The body is no JSON object.") : null;
    }
}
