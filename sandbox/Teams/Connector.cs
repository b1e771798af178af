using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>The pretend Bot Connector: messages and threads, as strict as the real one.</summary>
internal sealed class Connector(
    PretendTeamsOptions options,
    Conversations conversations,
    ConnectorGate gate,
    Targeted targeted,
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
                var (onlyFor, trouble) = targeted.Of(request, conversation, activity!);
                return trouble ?? Say(ThreadOf(conversation, replyTo), activity!, onlyFor);
            }
        );

    internal Task<IResult> UpdateAsync(HttpRequest request, string conversation, string id) =>
        gate.WriteAsync(
            request,
            conversation,
            activity =>
                Change(request, conversation, id, activity)
                ?? Replaced(
                    conversation,
                    id,
                    it => it with { Activity = activity!, Updates = it.Updates + 1 },
                    Results.Json(new { id })
                )
        );

    internal Task<IResult> DeleteAsync(HttpRequest request, string conversation, string id) =>
        gate.WriteAsync(
            request,
            conversation,
            activity =>
                Change(request, conversation, id, activity)
                ?? Replaced(conversation, id, it => it with { IsGone = true }, Results.Ok())
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
        Write("message posted", root);
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

    private IResult Say(string conversation, JsonObject activity, string? onlyFor = null)
    {
        if (activity["type"]?.GetValue<string>() == "typing")
            return Results.StatusCode(202);
        if (IsSplit(activity))
        {
            // Two messages come of it, and no id comes back.
            var text = activity.DeepClone().AsObject();
            text.Remove("attachments");
            activity.Remove("text");
            Write("message split", conversations.Add(conversation, options.BotAccount, text, onlyFor));
            conversations.Add(conversation, options.BotAccount, activity, onlyFor);
            return Results.Json(new { }, statusCode: 201);
        }

        var said = conversations.Add(conversation, options.BotAccount, activity, onlyFor);
        Write(onlyFor is null ? "message posted" : "message to one", said);
        return Results.Json(new { id = said.Id }, statusCode: 201);
    }

    private IResult? Change(HttpRequest request, string conversation, string id, JsonObject? activity)
    {
        if (conversations.RefusalOf(conversation) is { } code)
            return Troubles.Forbidden(code);
        if (!conversations.Knows(conversation))
            return Troubles.Error(404, "ConversationNotFound", "Conversation not found.");
        if (conversations.Find(conversation, id) is not { } message)
            return Troubles.Error(404, "ActivityNotFoundInConversation", "Message does not exist in the thread.");
        return message.From == options.BotAccount
            ? Targeted.Change(request, message, activity)
            : Troubles.Forbidden("NotEnoughPermissions");
    }

    private IResult Replaced(string conversation, string id, Func<TeamsMessage, TeamsMessage> change, IResult answer)
    {
        var message = conversations.Find(conversation, id)!;
        conversations.Replace(message, change(message));
        return answer;
    }

    private string ThreadOf(string conversation, string? replyTo) =>
        replyTo is not null && Conversations.IsChannel(conversation)
            ? conversations.Find(conversation, replyTo)!.Conversation
            : conversation;

    private static bool IsSplit(JsonObject activity) =>
        activity["text"]?.GetValue<string>() is { Length: > 0 } && activity["attachments"] is JsonArray { Count: > 0 };

    /// <summary>The case a card is about is its subject: the same one twice is a card posted twice.</summary>
    private void Write(string effect, TeamsMessage said)
    {
        var words = said.Activity.Text("summary") ?? said.Text ?? "";
        ledger.Write(
            "teams",
            said.IsReply ? effect.Replace("message", "reply", StringComparison.Ordinal) : effect,
            said.IsReply ? said.Id : said.Case ?? said.Id,
            words.Length > 80 ? words[..80] + "…" : words
        );
    }

    private static IResult BadSyntax(string message) => Troubles.Error(400, "BadSyntax", message);
}
