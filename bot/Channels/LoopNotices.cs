namespace OpsBot.Bot.Channels;

/// <summary>Says in the channels of loops what changed for them; once in each channel, however many loops it has.</summary>
internal sealed class LoopNotices(LoopList loops, IEnumerable<IChannel> channels)
{
    private readonly Dictionary<string, IChannel> byChat = channels.ToDictionary(channel => channel.Chat);

    /// <summary>Says it.</summary>
    /// <param name="changed">The loops that changed.</param>
    /// <param name="notice">What to say of those a channel shows.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal async Task<Told> SayAsync(
        IReadOnlyList<LoopName> changed,
        Func<string, Notice> notice,
        CancellationToken cancel
    )
    {
        var places = changed.SelectMany(name => loops.Find(name)?.Channels ?? [], (name, place) => (name, place));
        // All at once: a chat that does not answer keeps nobody in the other from hearing it.
        var said = await Task.WhenAll(
            places
                .GroupBy(pair => pair.place, pair => pair.name)
                .Select(async place => (place.Key, Why: await TrySayAsync(place.Key, notice(Names(place)), cancel)))
        );
        var untold = said.Where(place => place.Why is not null)
            .Select(place => new Line($"The channel {place.Key} could not be told: {place.Why}"))
            .ToList();
        return new Told(said.Length == 0 || untold.Count < said.Length, untold);
    }

    /// <summary><c>returns</c>, <c>returns and inventory</c>.</summary>
    internal static string Names(IEnumerable<LoopName> loops)
    {
        var names = loops.Select(loop => loop.Value).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private async Task<string?> TrySayAsync(string place, Notice notice, CancellationToken cancel)
    {
        var parts = place.Split(':', 2);
        if (parts.Length < 2 || !byChat.TryGetValue(parts[0], out var channel))
            return "no such chat is configured";
        try
        {
            await channel.NoticeAsync(parts[1], notice, cancel);
            return null;
        }
        catch (OutsideException failure)
        {
            return failure.Message;
        }
    }
}

/// <summary>What came of saying something in several channels.</summary>
/// <param name="IsKnown">At least one of them has it: it is not said again for the sake of the others.</param>
/// <param name="Untold">A line for each that could not be told.</param>
internal sealed record Told(bool IsKnown, IReadOnlyList<Line> Untold);
