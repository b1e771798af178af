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
    private const string PlacePrefix = "place:";
    private const string TeamPrefix = "team:";
    private const string Removed = "the app was removed from it";
    private const string Deleted = "it was deleted";

    /// <summary>Remembers where an activity came from.</summary>
    internal async Task RememberAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity.Place.Length == 0)
            return;
        var at = HappenedAt(activity);
        await HearAsync(activity, at, cancel);
        foreach (var gone in await GoneAsync(activity, cancel))
            await BuryAsync(gone, activity, at, cancel);
    }

    private async Task HearAsync(TeamsActivity activity, DateTimeOffset at, CancellationToken cancel)
    {
        var known = await RecallAsync(activity.Place, cancel);
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
            },
            known,
            cancel
        );
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

    /// <summary>Teams says that nothing can be said there. Where that cannot be written down, it says so again.</summary>
    internal async Task CloseAsync(TeamsPlace place, string why, CancellationToken cancel)
    {
        Log.Closed(log, place.Id, why);
        try
        {
            var known = await RecallAsync(place.Id, cancel);
            // It was heard of, and has been forgotten since: the app was removed meanwhile.
            if (known is null && place.HeardAt is not null)
                return;
            await KeepAsync((known ?? place) with { Closed = why, ClosedAt = clock.GetUtcNow() }, known, cancel);
            await dead.AddAsync(place.Id, why, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotStored(log, place.Id, error);
        }
    }

    /// <summary>
    /// Something was said there after all. It stays said where that cannot be written down: who hears of a failure says it again.
    /// </summary>
    internal async Task OpenedAsync(TeamsPlace place, CancellationToken cancel)
    {
        try
        {
            // What was closed since it was looked for stays closed.
            if (await RecallAsync(place.Id, cancel) is { } known && known.ClosedAt == place.ClosedAt)
                await KeepAsync(known with { Closed = null, ClosedAt = null }, known, cancel);
        }
        catch (Exception error)
        {
            Log.NotStored(log, place.Id, error);
        }
    }

    /// <summary>It is known to be there, and nothing was refused there lately.</summary>
    internal async Task<bool> IsOpenAsync(string place, CancellationToken cancel) =>
        await RecallAsync(TeamsActivity.PlaceOf(place), cancel) is { Closed: null };

    /// <summary>A place, and with it all that nobody spoke in yet, is answered elsewhere.</summary>
    internal async Task<TeamsPlace> MoveAsync(TeamsPlace place, string service, CancellationToken cancel)
    {
        var known = await RecallAsync(place.Id, cancel);
        await KeepAsync((known ?? place) with { Service = service }, known, cancel);
        await memory.KeepAsync(Chat, Service, service, cancel);
        return place with { Service = service };
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
        foreach (var place in await PlacesOfAsync(team, cancel))
        {
            await memory.ForgetAsync(Chat, PlaceKey(place.Id), cancel);
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

    /// <summary>
    /// What was deleted. A deleted channel is told of in its team's General channel and named in the data; of a deleted team all is
    /// gone; learn.microsoft.com, subscribe-to-conversation-events.
    /// </summary>
    private async Task<IReadOnlyCollection<string>> GoneAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (IsOf(activity, "channelDeleted"))
            return activity.ChannelData.Text("channel", "id") is { Length: > 0 } channel
                ? [TeamsActivity.PlaceOf(channel)]
                : [];
        if (!IsOf(activity, "teamDeleted"))
            return [];
        var team = activity.TeamId ?? activity.Place;
        var places = (await PlacesOfAsync(team, cancel)).Select(place => place.Id);
        var chosen = TeamsNotes.Read<TeamsTeam>(await memory.FindAsync(Chat, TeamPrefix + team, cancel))?.Channel;
        return [.. places.Concat([team, activity.Place, chosen ?? team]).Distinct(StringComparer.Ordinal)];
    }

    private async Task BuryAsync(string place, TeamsActivity activity, DateTimeOffset at, CancellationToken cancel)
    {
        var known = await RecallAsync(place, cancel);
        // Something of it was heard since: it is there again.
        if (known?.HeardAt > at)
            return;
        var gone = (known ?? new TeamsPlace(place, activity.ServiceUrl)) with
        {
            Type = activity.ConversationType,
            Team = activity.TeamId ?? known?.Team,
            HeardAt = at,
            Closed = Deleted,
            ClosedAt = clock.GetUtcNow(),
        };
        await KeepAsync(gone, known, cancel);
        await dead.AddAsync(place, Deleted, cancel);
    }

    private async Task<IReadOnlyList<TeamsPlace>> PlacesOfAsync(string team, CancellationToken cancel) =>
        [
            .. (await memory.AllAsync(Chat, cancel))
                .Where(note => note.Key.StartsWith(PlacePrefix, StringComparison.Ordinal))
                .Select(note => TeamsNotes.Read<TeamsPlace>(note.Value))
                .OfType<TeamsPlace>()
                .Where(place => place.Team == team),
        ];

    /// <summary>How the word is spelt differs in the papers.</summary>
    private static bool IsOf(TeamsActivity activity, string happened) =>
        activity.Type == "conversationUpdate"
        && happened.Equals(activity.ChannelData.Text("eventType"), StringComparison.OrdinalIgnoreCase);

    private DateTimeOffset HappenedAt(TeamsActivity activity) =>
        DateTimeOffset.TryParse(
            activity.Raw.Text("timestamp"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : clock.GetUtcNow();

    private static string PlaceKey(string place) => PlacePrefix + place;

    private static string PersonKey(Guid person) => $"person:{person:D}";

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Teams: whether something can be said in {Place} could not be written down"
        )]
        internal static partial void NotStored(ILogger log, string place, Exception error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Teams: nothing can be said in {Place} for now: {Why}")]
        internal static partial void Closed(ILogger log, string place, string why);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Teams: the app was removed from {Place}; it is forgotten"
        )]
        internal static partial void Removed(ILogger log, string place);
    }
}
