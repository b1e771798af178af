using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>Writes activities as the connector does.</summary>
internal sealed class Activities(PretendTeamsOptions options, TeamsAddress address, TimeProvider clock)
{
    private long number;

    /// <summary>An activity of somebody in a conversation, with nothing said yet.</summary>
    internal JsonObject Of(string type, TeamsUser user, string conversation)
    {
        var isChannel = !conversation.StartsWith("a:", StringComparison.Ordinal);
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = $"f:{Interlocked.Increment(ref number):x8}-bfa1-afa3-dfeb-d2aa338e9541",
            ["timestamp"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["serviceUrl"] = address.Service,
            ["channelId"] = "msteams",
            ["from"] = Account(user),
            ["recipient"] = new JsonObject { ["id"] = options.BotAccount, ["name"] = options.BotName },
            ["conversation"] = new JsonObject
            {
                ["id"] = conversation,
                ["conversationType"] = isChannel ? "channel" : "personal",
                ["tenantId"] = options.TenantId,
            },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = options.TenantId } },
            ["locale"] = "en-US",
        };
        if (!isChannel)
            return activity;
        activity["conversation"]!["isGroup"] = true;
        activity["channelData"]!["team"] = new JsonObject
        {
            ["id"] = options.TeamId,
            ["name"] = options.TeamName,
            ["aadGroupId"] = options.TeamGroupId,
        };
        activity["channelData"]!["channel"] = new JsonObject { ["id"] = Conversations.RootOf(conversation) };
        return activity;
    }

    /// <summary>The app was added or removed.</summary>
    internal JsonObject Installation(TeamsUser user, string conversation, string action)
    {
        var activity = Of("installationUpdate", user, conversation);
        activity["action"] = action;
        if (activity["channelData"]!["team"] is not null)
            activity["channelData"]!["settings"] = new JsonObject
            {
                ["selectedChannel"] = new JsonObject { ["id"] = options.ChannelId },
            };
        return activity;
    }

    /// <summary>
    /// A channel or the team was deleted. It is told in the team's General channel, whose id is the team's; which channel it was
    /// stands in the data; learn.microsoft.com/microsoftteams, subscribe-to-conversation-events.
    /// </summary>
    /// <param name="user">Who deleted it.</param>
    /// <param name="happened"><c>channelDeleted</c> or <c>teamDeleted</c>.</param>
    /// <param name="channel">The channel; nothing where the team was deleted.</param>
    internal JsonObject Deletion(TeamsUser user, string happened, string? channel)
    {
        var activity = Of("conversationUpdate", user, options.TeamId);
        var data = activity["channelData"]!.AsObject();
        data["eventType"] = happened;
        data.Remove("channel");
        if (channel is not null)
            data["channel"] = new JsonObject { ["id"] = channel, ["name"] = options.ChannelName };
        return activity;
    }

    /// <summary>Something written, with the bot named in front in a channel.</summary>
    internal JsonObject Message(TeamsUser user, TeamsMessage said, string text, bool mention)
    {
        var activity = Of("message", user, said.Conversation);
        activity["id"] = said.Id;
        activity["textFormat"] = "plain";
        activity["text"] = mention ? $"<at>{options.BotName}</at> {text}" : text;
        if (mention)
            activity["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["mentioned"] = new JsonObject { ["id"] = options.BotAccount, ["name"] = options.BotName },
                    ["text"] = $"<at>{options.BotName}</at>",
                }
            );
        return activity;
    }

    /// <summary>A command picked behind the slash; learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-slash-commands.</summary>
    internal JsonObject Targeted(TeamsUser user, TeamsMessage said, string text)
    {
        var activity = Message(user, said, text, mention: false);
        activity["recipient"]!["isTargeted"] = true;
        return activity;
    }

    /// <summary>A click on a card.</summary>
    internal JsonObject Click(TeamsUser user, TeamsMessage card, string verb, JsonObject data)
    {
        var activity = Of("invoke", user, card.Conversation);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = card.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = verb,
                ["data"] = data.DeepClone(),
            },
            ["trigger"] = "manual",
        };
        return activity;
    }

    private static JsonObject Account(TeamsUser user)
    {
        var account = new JsonObject { ["id"] = user.Account, ["name"] = user.Name };
        if (user.AadObjectId is { } id)
            account["aadObjectId"] = id;
        return account;
    }
}
