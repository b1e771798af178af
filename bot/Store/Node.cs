namespace OpsBot.Bot.Store;

/// <summary>
/// This process among those that share a database. One that was not heard of for a while is dead to the others, which take
/// over what it had in hand; so one that cannot make itself heard begins nothing any more, before they do.
/// </summary>
/// <param name="clock">Counts the time since it was last heard of.</param>
/// <param name="time">Follows the database's clock; nothing where the store is this process's alone.</param>
internal sealed class Node(TimeProvider clock, DatabaseTime? time = null)
{
    /// <summary>Not heard of for this long, it is dead.</summary>
    internal static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(6);

    /// <summary>How often it makes itself heard.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Not heard of for this long, it holds still.</summary>
    private static readonly TimeSpan StillAfter = TimeSpan.FromSeconds(4.5);

    private readonly Lock gate = new();
    private long? last;
    private long steadySince;

    /// <summary>Its name: new at every start.</summary>
    internal string Id { get; } = Loops.Engine.Id.New(clock.GetUtcNow());

    /// <summary>It may begin things.</summary>
    internal bool IsAlive => time is null || (last is { } stamp && clock.GetElapsedTime(stamp) < StillAfter);

    /// <summary>It has been heard of without a gap for so long that whoever was not must be dead.</summary>
    internal bool IsSteady
    {
        get
        {
            lock (gate)
                return IsAlive && clock.GetElapsedTime(steadySince) >= DeadAfter;
        }
    }

    /// <summary>Just before it makes itself heard.</summary>
    /// <returns>What <see cref="Heard"/> wants to know.</returns>
    internal long Asking() => clock.GetTimestamp();

    /// <summary>It was heard of.</summary>
    /// <param name="asked">When it began to speak: counted from then, it is never alive for longer than others believe.</param>
    /// <param name="databaseNow">What the database's clock showed.</param>
    internal void Heard(long asked, DateTimeOffset databaseNow)
    {
        lock (gate)
        {
            if (!IsAlive)
                steadySince = asked;
            last = asked;
        }

        time?.Follow(databaseNow, asked);
    }
}
