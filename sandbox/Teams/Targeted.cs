using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// Messages in a channel that one person alone sees, and what refers to them; learn.microsoft.com/microsoftteams/platform/agents-in-teams,
/// targeted-messages, "Errors".
/// </summary>
internal sealed class Targeted(PretendTeamsOptions options, Conversations conversations)
{
    /// <summary>Whom a new message is for alone, or what is wrong with it.</summary>
    internal (string? OnlyFor, IResult? Trouble) Of(HttpRequest request, string conversation, JsonObject activity)
    {
        if (PromptTrouble(conversation, activity) is { } trouble)
            return (null, trouble);
        if (!Is(request))
            return (null, null);
        // With one person alone there is nobody to hide it from.
        if (!Conversations.IsChannel(conversation))
            return (null, BadArgument("Targeted messages are not supported in this conversation."));
        var recipient = activity["recipient"]?["id"]?.GetValue<string>();
        return options.Users.Any(user => user.Account == recipient)
            ? (recipient, null)
            : (null, BadArgument("The recipient is missing or no member of the conversation."));
    }

    /// <summary>What is wrong with a change: who sees a message stays as it is, and names nobody again.</summary>
    internal static IResult? Change(HttpRequest request, TeamsMessage message, JsonObject? activity)
    {
        if (Is(request) != message.OnlyFor is not null)
            return Troubles.Error(404, "ActivityNotFoundInConversation", "Message does not exist in the thread.");
        return Is(request) && activity?["recipient"] is not null ? BadArgument("A recipient cannot be changed.") : null;
    }

    /// <summary>An answer may show what was asked above it; that must be a message of the same place which is still there.</summary>
    private IResult? PromptTrouble(string conversation, JsonObject activity)
    {
        var prompt = (activity["entities"] as JsonArray)?.FirstOrDefault(entity =>
            entity?["type"]?.GetValue<string>() == "targetedMessageInfo"
        );
        if (prompt is null)
            return null;
        var id = prompt["messageId"]?.GetValue<string>();
        var asked = conversations.All.FirstOrDefault(message =>
            message.Id == id
            && message.OnlyFor is not null
            && Conversations.RootOf(message.Conversation) == Conversations.RootOf(conversation)
        );
        if (asked is null)
            return Troubles.Error(400, "INVALID_TARGETED_MESSAGE_ID", "The targeted message id is invalid.");
        return conversations.IsThere(asked)
            ? null
            : Troubles.Error(404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED", "The targeted message is not there any more.");
    }

    private static bool Is(HttpRequest request) => request.Query["isTargetedActivity"] == "true";

    private static IResult BadArgument(string message) => Troubles.Error(400, "Bad Argument", message);
}
