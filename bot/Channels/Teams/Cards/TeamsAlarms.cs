namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Tells of channels that take no cards any more: deleted, or the app removed. It is told where the loop speaks beside it, else
/// where another chat has its cards; once, and once more when the same happens after it was well.
/// </summary>
internal sealed partial class TeamsAlarms(
    TeamsPlaces places,
    LoopList loops,
    IEnumerable<IChannel> channels,
    IEnumerable<ChatHome> homes,
    ILogger<TeamsAlarms> log
)
{
    private readonly Dictionary<string, IChannel> byChat = channels.ToDictionary(channel => channel.Chat);

    /// <summary>Tells what was not told yet.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        foreach (var (place, death) in await places.Dead.AllAsync(cancel))
        {
            var theirs = await LoopsOfAsync(place, cancel);
            if (theirs.Count == 0 || await places.IsOpenAsync(place, cancel))
                await places.Dead.ForgetAsync(place, cancel);
            else if (!death.IsTold)
                await AlarmAsync(place, death, theirs, cancel);
        }
    }

    private async Task AlarmAsync(string place, TeamsDeath death, IReadOnlyList<ILoop> theirs, CancellationToken cancel)
    {
        var elsewhere = await ElsewhereAsync(place, theirs, cancel);
        var names = LoopNotices.Names(theirs.Select(loop => loop.Name));
        Log.Dead(log, names, place, death.Why);
        // Where there is nowhere else, the log is all there is.
        if (elsewhere.Count == 0)
        {
            await places.Dead.ToldAsync(place, death, cancel);
            return;
        }

        foreach (var other in elsewhere)
        {
            if (!await SayAsync(other, NoticeOf(names, place, death), cancel))
                continue;
            await places.Dead.ToldAsync(place, death, cancel);
            return;
        }
    }

    private static Notice NoticeOf(string names, string place, TeamsDeath death) =>
        new(new Line($"Cards of {names} do not reach their channel in Teams: {death.Why}"))
        {
            Tone = NoticeTone.Trouble,
            Lines =
            [
                new Line($"The channel is {place}."),
                new Line($"Add the app to its team again, or give {names} another channel: what waits is posted then."),
            ],
        };

    private async Task<bool> SayAsync(string place, Notice notice, CancellationToken cancel)
    {
        var at = place.IndexOf(':', StringComparison.Ordinal);
        if (at < 0 || !byChat.TryGetValue(place[..at], out var channel))
            return false;
        try
        {
            await channel.NoticeAsync(place[(at + 1)..], notice, cancel);
            return true;
        }
        catch (OutsideException failure)
        {
            Log.Untold(log, place, failure.Message);
            return false;
        }
    }

    private async Task<IReadOnlyList<ILoop>> LoopsOfAsync(string place, CancellationToken cancel)
    {
        var theirs = new List<ILoop>();
        foreach (var loop in loops.All)
        foreach (var channel in loop.Channels)
        {
            if (await places.IsAsync(channel, place, cancel))
                theirs.Add(loop);
        }

        return [.. theirs.Distinct()];
    }

    /// <summary>Where else the loops speak, another chat first; then where any chat has its cards.</summary>
    private async Task<IReadOnlyList<string>> ElsewhereAsync(
        string place,
        IReadOnlyList<ILoop> theirs,
        CancellationToken cancel
    )
    {
        var all = theirs
            .SelectMany(loop => loop.Channels)
            .OrderBy(channel => channel.StartsWith(TeamsWords.Prefix, StringComparison.Ordinal))
            .Concat(homes.Where(home => home.Channel.Length > 0).Select(home => home.PlaceOf(theirs[0].Name)))
            .Distinct(StringComparer.Ordinal);
        var others = new List<string>();
        foreach (var other in all)
        {
            if (!await places.IsAsync(other, place, cancel))
                others.Add(other);
        }

        return others;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Critical,
            Message = "Cards of {Loops} do not reach {Place} in Teams: {Why}. Add the app to its team again, or name another channel"
        )]
        internal static partial void Dead(ILogger log, string loops, string place, string why);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Place} could not be told of a channel that takes no cards: {Why}"
        )]
        internal static partial void Untold(ILogger log, string place, string why);
    }
}

/// <summary>What is known of the places that loops name.</summary>
internal sealed class TeamsPlaces(TeamsConversations conversations, TeamsChoices choices, TeamsDead dead)
{
    /// <summary>Those that take nothing any more.</summary>
    internal TeamsDead Dead => dead;

    /// <summary>Something can be said there, as far as is known.</summary>
    internal Task<bool> IsOpenAsync(string place, CancellationToken cancel) => conversations.IsOpenAsync(place, cancel);

    /// <summary>A loop's channel, as <c>chat:channel</c>, is that place.</summary>
    internal async Task<bool> IsAsync(string channel, string place, CancellationToken cancel) =>
        channel.StartsWith(TeamsWords.Prefix, StringComparison.Ordinal)
        && await choices.FindAsync(channel[TeamsWords.Prefix.Length..], cancel) is { } named
        && TeamsActivity.PlaceOf(named) == place;
}
