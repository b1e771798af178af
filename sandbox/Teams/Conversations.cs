using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>What was said in the pretend Teams, and where the bot may speak.</summary>
internal sealed class Conversations(PretendTeamsOptions options, TimeProvider clock)
{
    /// <summary>So long is a message for one person there; learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages.</summary>
    internal static readonly TimeSpan TargetedLasts = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly List<TeamsMessage> messages = [];
    private readonly Dictionary<string, string> refusals = new(StringComparer.Ordinal);
    private readonly HashSet<string> installed = new(StringComparer.Ordinal);
    private long lastId;

    internal event Action? Changed;

    /// <summary>Told of each message as it is after it was said, changed or taken back.</summary>
    internal event Action<TeamsMessage>? Shown;

    /// <summary>Everything said, oldest first, with what was taken back.</summary>
    internal IReadOnlyList<TeamsMessage> All
    {
        get
        {
            lock (gate)
                return [.. messages];
        }
    }

    /// <summary>A channel without its thread.</summary>
    internal static string RootOf(string conversation) => conversation.Split(';')[0];

    /// <summary>The app is in the team, or with the person.</summary>
    internal void Install(string conversation)
    {
        lock (gate)
        {
            installed.Add(RootOf(conversation));
            refusals.Remove(RootOf(conversation));
            // A team's app is in all its channels.
            if (IsOfTeam(RootOf(conversation)))
                installed.UnionWith([options.TeamId, options.ChannelId]);
        }
    }

    /// <summary>From now on the bot is refused there, by the code that Teams gives.</summary>
    internal void Refuse(string conversation, string code)
    {
        lock (gate)
            refusals[RootOf(conversation)] = code;
    }

    internal string? RefusalOf(string conversation)
    {
        lock (gate)
            return refusals.GetValueOrDefault(RootOf(conversation));
    }

    internal bool Knows(string conversation)
    {
        lock (gate)
            return installed.Contains(RootOf(conversation)) && (!IsThread(conversation) || HasRoot(conversation));
    }

    internal bool IsOfTeam(string channel) => channel == options.TeamId || channel == options.ChannelId;

    internal static bool IsChannel(string conversation) =>
        RootOf(conversation).EndsWith("@thread.tacv2", StringComparison.Ordinal);

    /// <summary>Says something; said again it is there twice, since Teams knows no keys.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="from">Who.</param>
    /// <param name="activity">What.</param>
    /// <param name="onlyFor">The one person who sees it, where there is one.</param>
    internal TeamsMessage Add(string conversation, string from, JsonObject activity, string? onlyFor = null)
    {
        TeamsMessage message;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            lastId = Math.Max(lastId + 1, now.ToUnixTimeMilliseconds());
            var id = lastId.ToString(CultureInfo.InvariantCulture);
            var whole =
                IsChannel(conversation) && !IsThread(conversation) ? $"{conversation};messageid={id}" : conversation;
            message = new TeamsMessage(whole, id, from, activity) { At = now, OnlyFor = onlyFor };
            message = message with { Case = CardButtons.CaseIn(message.Card) };
            messages.Add(message);
        }

        Tell(message);
        return message;
    }

    internal TeamsMessage? Find(string conversation, string id)
    {
        lock (gate)
            return messages.Find(message =>
                message.Id == id && IsThere(message) && RootOf(message.Conversation) == RootOf(conversation)
            );
    }

    /// <summary>It was not taken back, and what is for one person has not run out.</summary>
    internal bool IsThere(TeamsMessage message) =>
        !message.IsGone && (message.OnlyFor is null || clock.GetUtcNow() - message.At < TargetedLasts);

    internal void Replace(TeamsMessage message, TeamsMessage by)
    {
        lock (gate)
            messages[messages.FindIndex(known => known.Id == message.Id)] = by;
        Tell(by);
    }

    private void Tell(TeamsMessage message)
    {
        Changed?.Invoke();
        Shown?.Invoke(message);
    }

    private static bool IsThread(string conversation) => conversation.Contains(';', StringComparison.Ordinal);

    private bool HasRoot(string conversation) =>
        messages.Exists(message => conversation == $"{RootOf(conversation)};messageid={message.Id}");
}

/// <summary>Something said.</summary>
/// <param name="Conversation">Where, in a channel with the thread's root.</param>
/// <param name="Id">Its id.</param>
/// <param name="From">Who said it.</param>
/// <param name="Activity">What, as it was sent.</param>
internal sealed record TeamsMessage(string Conversation, string Id, string From, JsonObject Activity)
{
    /// <summary>When it was said.</summary>
    internal DateTimeOffset At { get; init; }

    /// <summary>The account of the one person who sees it; everybody does where absent.</summary>
    internal string? OnlyFor { get; init; }

    /// <summary>What its buttons were about when it was said: later it may have none.</summary>
    internal string? Case { get; init; }

    /// <summary>It is an answer below another message of a channel.</summary>
    internal bool IsReply => Conversation.Split(";messageid=") is [_, var root] && root != Id;

    /// <summary>How often it was changed.</summary>
    internal int Updates { get; init; }

    /// <summary>It was taken back.</summary>
    internal bool IsGone { get; init; }

    internal string? Text => Activity["text"]?.GetValue<string>();

    /// <summary>The card, where there is one.</summary>
    internal JsonObject? Card =>
        Activity["attachments"] is JsonArray { Count: > 0 } attached ? attached[0]?["content"] as JsonObject : null;
}
