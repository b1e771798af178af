namespace OpsBot.Bot.Store;

/// <summary>
/// This process among those that share a database. One that was not heard of for a while is dead to the others, which take
/// over what it had in hand; so one that cannot make itself heard lets go of everything, before they do, and comes back under
/// another name.
/// </summary>
internal sealed class Node : IDisposable
{
    /// <summary>Not heard of for this long, it is dead.</summary>
    internal static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(6);

    /// <summary>How often it makes itself heard.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Not heard of for this long, it lets go.</summary>
    private static readonly TimeSpan LetsGoAfter = TimeSpan.FromSeconds(4.5);

    private readonly TimeProvider machine;
    private readonly DatabaseTime? time;
    private readonly Lock gate = new();
    private readonly ITimer silence;
    private CancellationTokenSource lost = new();
    private (long Counter, DateTimeOffset Clock)? heard;
    private long steadySince;

    /// <param name="machine">This machine's clock and counter.</param>
    /// <param name="time">Follows the database's clock; nothing where the store is this process's alone.</param>
    public Node(TimeProvider machine, DatabaseTime? time = null)
    {
        this.machine = machine;
        this.time = time;
        Id = Loops.Engine.Id.New(machine.GetUtcNow());
        silence = machine.CreateTimer(_ => Look(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Its name: another one after every silence, so that what it held before is free for whoever comes first.</summary>
    internal string Id { get; private set; }

    /// <summary>Cancelled when it lets go of all it holds now.</summary>
    internal CancellationToken Lost
    {
        get
        {
            lock (gate)
                return lost.Token;
        }
    }

    /// <summary>It may begin things.</summary>
    internal bool IsAlive
    {
        get
        {
            lock (gate)
                return WasHeardLately;
        }
    }

    /// <summary>It has been heard of without a gap for so long that whoever was not must be dead.</summary>
    internal bool IsSteady
    {
        get
        {
            lock (gate)
                return WasHeardLately && machine.GetElapsedTime(steadySince) >= DeadAfter;
        }
    }

    /// <summary>
    /// Who shares the store with nobody need not be heard of. A machine that slept has a counter that did not go on, but its
    /// clock did.
    /// </summary>
    private bool WasHeardLately =>
        time is null
        || (
            heard is { } last
            && machine.GetElapsedTime(last.Counter) < LetsGoAfter
            && machine.GetUtcNow() - last.Clock < LetsGoAfter
        );

    /// <summary>Just before it makes itself heard: after a silence under another name.</summary>
    /// <returns>What <see cref="Heard"/> wants to know.</returns>
    internal (long Counter, DateTimeOffset Clock) Asking()
    {
        lock (gate)
        {
            if (heard is not null && !WasHeardLately)
                LetGo();
            return (machine.GetTimestamp(), machine.GetUtcNow());
        }
    }

    /// <summary>It was heard of.</summary>
    /// <param name="asked">When it began to speak: counted from then, it is never alive for longer than others believe.</param>
    /// <param name="databaseNow">What the database's clock showed.</param>
    internal void Heard((long Counter, DateTimeOffset Clock) asked, DateTimeOffset databaseNow)
    {
        lock (gate)
        {
            if (!WasHeardLately)
                steadySince = asked.Counter;
            heard = asked;
            silence.Change(LetsGoAfter, Timeout.InfiniteTimeSpan);
        }

        time?.Follow(databaseNow, asked.Counter);
    }

    public void Dispose()
    {
        silence.Dispose();
        lost.Dispose();
    }

    private void Look()
    {
        lock (gate)
        {
            if (!WasHeardLately && !lost.IsCancellationRequested)
                lost.Cancel();
        }
    }

    private void LetGo()
    {
        lost.Cancel();
        lost = new CancellationTokenSource();
        heard = null;
        Id = Loops.Engine.Id.New(machine.GetUtcNow());
    }
}
