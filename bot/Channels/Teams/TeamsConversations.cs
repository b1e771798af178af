using System.Globalization;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Where the bot may speak, at which address, and with whom: learnt from each activity and kept in the store, since Teams can be
/// asked for none of it. What the app is removed from is forgotten.
/// </summary>
internal sealed partial class TeamsConversations(
    IChatMemory memory,
    TeamsDead dead,
    TimeProvider clock,
    ILogger<TeamsConversations> log
)
{
    /// <summary>A place that took nothing is tried again after so long: who let the bot in again need not say so in Teams.</summary>
    internal static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(15);

    private const string Chat = TeamsClient.Name;
    private const string Service = "service";
    private const string TeamPrefix = "team:";
    private const string Removed = "the app was removed from it";

    /// <summary>Remembers where an activity came from.</summary>
    internal async Task RememberAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity.Place.Length == 0)
            return;
        var known = await RecallAsync(activity.Place, cancel);
        var at = HappenedAt(activity);
        // Sent again, or late: what has been heard since is truer.
        if (known?.HeardAt > at)
            return;
        if (IsRemoval(activity))
        {
            await ForgetAsync(activity, cancel);
            return;
        }

        await KeepAsync(
            new TeamsPlace(activity.Place, activity.ServiceUrl)
            {
                Type = activity.ConversationType,
                Team = activity.TeamId ?? known?.Team,
                HeardAt = at,
                Closed = IsGone(activity) ? "it was deleted" : null,
                ClosedAt = IsGone(activity) ? clock.GetUtcNow() : null,
            },
            known,
            cancel
        );
        if (IsGone(activity))
            await dead.AddAsync(activity.Place, "it was deleted", cancel);
        await memory.KeepAsync(Chat, Service, activity.ServiceUrl, cancel);
        await MeetAsync(activity, cancel);
        await JoinAsync(activity, cancel);
    }

    /// <summary>
    /// A conversation, by its id with or without a thread. A channel nobody spoke in yet is answered where all others are.
    /// </summary>
    internal async Task<TeamsPlace?> FindAsync(string conversation, CancellationToken cancel)
    {
        var place = TeamsActivity.PlaceOf(conversation);
        if (await RecallAsync(place, cancel) is { } known)
            return known.ClosedAt + ClosedFor > clock.GetUtcNow() ? known : known with { Closed = null };
        return await memory.FindAsync(Chat, Service, cancel) is { } service ? new TeamsPlace(place, service) : null;
    }

    /// <summary>Somebody the bot has heard of; nothing where it has not.</summary>
    internal async Task<TeamsAcquaintance?> PersonAsync(Guid person, CancellationToken cancel) =>
        TeamsNotes.Read<TeamsAcquaintance>(await memory.FindAsync(Chat, PersonKey(person), cancel));

    /// <summary>Remembers the conversation with somebody alone.</summary>
    internal Task KeepChatAsync(Guid person, TeamsAcquaintance known, CancellationToken cancel) =>
        memory.KeepAsync(Chat, PersonKey(person), TeamsNotes.Write(known), cancel);

    /// <summary>The teams the bot's app was added to.</summary>
    internal async Task<IReadOnlyList<TeamsTeam>> TeamsAsync(CancellationToken cancel) =>
        [
            .. (await memory.AllAsync(Chat, cancel))
                .Where(note => note.Key.StartsWith(TeamPrefix, StringComparison.Ordinal))
                .Select(note => TeamsNotes.Read<TeamsTeam>(note.Value)!),
        ];

    /// <summary>Teams says that nothing can be said there.</summary>
    internal async Task CloseAsync(TeamsPlace place, string why, CancellationToken cancel)
    {
        Log.Closed(log, place.Id, why);
        await KeepAsync(place with { Closed = why, ClosedAt = clock.GetUtcNow() }, known: null, cancel);
        await dead.AddAsync(place.Id, why, cancel);
    }

    /// <summary>Something was said there after all.</summary>
    internal Task OpenedAsync(TeamsPlace place, CancellationToken cancel) =>
        KeepAsync(place with { Closed = null, ClosedAt = null }, known: null, cancel);

    /// <summary>It is known to be there, and nothing was refused there lately.</summary>
    internal async Task<bool> IsOpenAsync(string place, CancellationToken cancel) =>
        await RecallAsync(TeamsActivity.PlaceOf(place), cancel) is { Closed: null };

    /// <summary>A place, and with it all that nobody spoke in yet, is answered elsewhere.</summary>
    internal async Task<TeamsPlace> MoveAsync(TeamsPlace place, string service, CancellationToken cancel)
    {
        var moved = place with { Service = service };
        await KeepAsync(moved, place, cancel);
        await memory.KeepAsync(Chat, Service, service, cancel);
        return moved;
    }

    private async Task<TeamsPlace?> RecallAsync(string place, CancellationToken cancel) =>
        TeamsNotes.Read<TeamsPlace>(await memory.FindAsync(Chat, PlaceKey(place), cancel));

    private async Task KeepAsync(TeamsPlace place, TeamsPlace? known, CancellationToken cancel)
    {
        if (place != known)
            await memory.KeepAsync(Chat, PlaceKey(place.Id), TeamsNotes.Write(place), cancel);
    }

    private async Task MeetAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity.From is not { AadObjectId: { } person, Id: { Length: > 0 } account })
            return;
        var known = await PersonAsync(person, cancel);
        var chat = activity.ConversationType == "personal" ? activity.Place : known?.Chat;
        var now = new TeamsAcquaintance(account) { Chat = chat };
        if (now != known)
            await KeepChatAsync(person, now, cancel);
    }

    private async Task JoinAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity is not { Type: "installationUpdate", TeamId: { Length: > 0 } team })
            return;
        var joined = new TeamsTeam(team)
        {
            Name = activity.ChannelData.Text("team", "name") ?? "",
            Channel = activity.ChannelData.Text("settings", "selectedChannel", "id"),
        };
        await memory.KeepAsync(Chat, TeamPrefix + team, TeamsNotes.Write(joined), cancel);
    }

    private async Task ForgetAsync(TeamsActivity activity, CancellationToken cancel)
    {
        Log.Removed(log, activity.Place);
        await dead.AddAsync(activity.Place, Removed, cancel);
        await memory.ForgetAsync(Chat, PlaceKey(activity.Place), cancel);
        if (activity.TeamId is { } team)
            await ForgetTeamAsync(team, cancel);
        else if (activity is { ConversationType: "personal", From.AadObjectId: { } person })
            await memory.ForgetAsync(Chat, PersonKey(person), cancel);
    }

    private async Task ForgetTeamAsync(string team, CancellationToken cancel)
    {
        var joined = TeamsNotes.Read<TeamsTeam>(await memory.FindAsync(Chat, TeamPrefix + team, cancel));
        if (joined?.Channel is { } channel)
            await dead.AddAsync(channel, Removed, cancel);
        await memory.ForgetAsync(Chat, TeamPrefix + team, cancel);
        foreach (var (key, kept) in await memory.AllAsync(Chat, cancel))
        {
            if (
                !key.StartsWith("place:", StringComparison.Ordinal)
                || TeamsNotes.Read<TeamsPlace>(kept) is not { } place
                || place.Team != team
            )
                continue;
            await memory.ForgetAsync(Chat, key, cancel);
            await dead.AddAsync(place.Id, Removed, cancel);
        }
    }

    /// <summary>The app was taken out; learn.microsoft.com, subscribe-to-conversation-events.</summary>
    private static bool IsRemoval(TeamsActivity activity) =>
        activity.Type switch
        {
            "installationUpdate" => activity.Action is "remove",
            "conversationUpdate" => activity
                .Raw.At("membersRemoved")
                .Items()
                .Any(member => member.Text("id") is { } id && id == activity.Recipient.Id),
            _ => false,
        };

    /// <summary>The channel or its team was deleted; how the word is spelt differs in the papers.</summary>
    private static bool IsGone(TeamsActivity activity) =>
        activity.Type == "conversationUpdate"
        && activity.ChannelData.Text("eventType") is { } happened
        && (
            happened.Equals("channelDeleted", StringComparison.OrdinalIgnoreCase)
            || happened.Equals("teamDeleted", StringComparison.OrdinalIgnoreCase)
        );

    private DateTimeOffset HappenedAt(TeamsActivity activity) =>
        DateTimeOffset.TryParse(
            activity.Raw.Text("timestamp"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : clock.GetUtcNow();

    private static string PlaceKey(string place) => $"place:{place}";

    private static string PersonKey(Guid person) => $"person:{person:D}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Teams: nothing can be said in {Place} for now: {Why}")]
        internal static partial void Closed(ILogger log, string place, string why);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Teams: the app was removed from {Place}; it is forgotten"
        )]
        internal static partial void Removed(ILogger log, string place);
    }
}
