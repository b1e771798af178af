using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// The pretend Teams seen by tests and by the page: what people do, what they see, and waiting for it without asking again and
/// again.
/// </summary>
internal sealed class PretendTeams(
    PretendTeamsOptions options,
    Conversations conversations,
    Activities activities,
    BotDoor bot,
    TeamsLevers levers
)
{
    /// <summary>What goes wrong, and who signs.</summary>
    internal TeamsLevers Levers => levers;

    /// <summary>Everything said, oldest first.</summary>
    internal IReadOnlyList<TeamsMessage> Messages => conversations.All;

    /// <summary>Told after every message and every change of one.</summary>
    internal event Action? Changed
    {
        add => conversations.Changed += value;
        remove => conversations.Changed -= value;
    }

    internal TeamsUser User(string account) => options.Users.Single(user => user.Account == account);

    /// <summary>What stands in a channel or chat now, oldest first, threads included.</summary>
    internal IReadOnlyList<TeamsMessage> In(string conversation) =>
        [
            .. conversations.All.Where(message =>
                conversations.IsThere(message)
                && Conversations.RootOf(message.Conversation) == Conversations.RootOf(conversation)
            ),
        ];

    /// <summary>Adds the app to the team, with the ops channel chosen.</summary>
    internal Task<BotAnswer> InstallAsync(string user, CancellationToken stop) =>
        InstallAsync(user, options.ChannelId, stop);

    /// <summary>Adds the app to a channel's team or to a chat.</summary>
    internal Task<BotAnswer> InstallAsync(string user, string conversation, CancellationToken stop)
    {
        conversations.Install(conversation);
        return bot.SendAsync(activities.Installation(User(user), conversation, "add"), stop);
    }

    /// <summary>Removes the app.</summary>
    internal Task<BotAnswer> RemoveAsync(string user, string conversation, CancellationToken stop)
    {
        conversations.Refuse(conversation, "BotNotInConversationRoster");
        return bot.SendAsync(activities.Installation(User(user), conversation, "remove"), stop);
    }

    /// <summary>Names the bot in a channel, or in a thread of it.</summary>
    internal Task<BotAnswer> MentionAsync(string user, string conversation, string text, CancellationToken stop)
    {
        var said = conversations.Add(conversation, user, new JsonObject { ["text"] = text, ["namesBot"] = true });
        return bot.SendAsync(activities.Message(User(user), said, text, mention: true), stop);
    }

    /// <summary>Says something in a channel that does not name the bot: Teams tells it nothing of that.</summary>
    internal TeamsMessage Say(string user, string conversation, string text) =>
        conversations.Add(conversation, User(user).Account, new JsonObject { ["text"] = text });

    /// <summary>Writes to the bot alone.</summary>
    internal Task<BotAnswer> WriteAsync(string user, string text, CancellationToken stop)
    {
        conversations.Install(User(user).Chat);
        var said = conversations.Add(User(user).Chat, user, new JsonObject { ["text"] = text });
        return bot.SendAsync(activities.Message(User(user), said, text, mention: false), stop);
    }

    /// <summary>Picks a command behind the slash in a channel: nobody but the person sees it there.</summary>
    internal Task<BotAnswer> WhisperAsync(string user, string conversation, string text, CancellationToken stop)
    {
        var said = conversations.Add(conversation, user, new JsonObject { ["text"] = text }, onlyFor: user);
        return bot.SendAsync(activities.Targeted(User(user), said, text), stop);
    }

    /// <summary>A click as it would be sent, to be sent once, again, or changed.</summary>
    internal JsonObject Click(string user, TeamsMessage card, string verb, JsonObject data) =>
        activities.Click(User(user), card, verb, data);

    /// <summary>Clicks a button of a card.</summary>
    internal Task<BotAnswer> ExecuteAsync(
        string user,
        TeamsMessage card,
        string verb,
        JsonObject data,
        CancellationToken stop
    ) => bot.SendAsync(Click(user, card, verb, data), stop);

    /// <summary>Any activity of somebody, to be changed before it is sent.</summary>
    internal JsonObject Activity(string type, string user, string conversation) =>
        activities.Of(type, User(user), conversation);

    /// <summary>Deletes a channel or, where none is named, the team.</summary>
    internal Task<BotAnswer> DeleteAsync(string user, string happened, string? channel, CancellationToken stop) =>
        bot.SendAsync(activities.Deletion(User(user), happened, channel), stop);

    /// <summary>Sends an activity with a good token.</summary>
    internal Task<BotAnswer> SendAsync(JsonObject activity, CancellationToken stop) => bot.SendAsync(activity, stop);

    /// <summary>Sends anything as anybody.</summary>
    internal Task<BotAnswer> PostAsync(string body, string? authorization, CancellationToken stop) =>
        bot.PostAsync(body, authorization, stop);

    /// <summary>A token as the connector would make it, after a change of its header and claims.</summary>
    internal string Token(Action<JsonObject, JsonObject>? change = null, IssuerKey? key = null)
    {
        var (header, claims) = (bot.Header(), bot.Claims());
        var signer = key ?? levers.Issuer.Current;
        header["kid"] = signer.Id;
        change?.Invoke(header, claims);
        return signer.Sign(header, claims);
    }

    /// <summary>The first message that is as wanted, now or once a post or an update makes it so.</summary>
    internal async Task<TeamsMessage> MessageAsync(Func<TeamsMessage, bool> wanted, CancellationToken stop)
    {
        var found = new TaskCompletionSource<TeamsMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        Changed += Look;
        try
        {
            Look();
            return await found.Task.WaitAsync(stop);
        }
        finally
        {
            Changed -= Look;
        }

        void Look()
        {
            if (Messages.FirstOrDefault(wanted) is { } it)
                found.TrySetResult(it);
        }
    }
}

/// <summary>What a test or the page may change about the pretend Teams.</summary>
internal sealed record TeamsLevers(
    Issuer Issuer,
    LoginDoor Login,
    Troubles Troubles,
    ConnectorGate Gate,
    Conversations Conversations
)
{
    internal required Roster Roster { get; init; }

    internal required GraphDoor Graph { get; init; }

    internal required TeamsAddress Address { get; init; }
}
