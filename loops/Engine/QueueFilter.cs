namespace OpsBot.Loops.Engine;

/// <summary>Which open questions.</summary>
public sealed record QueueFilter
{
    /// <summary>All of them.</summary>
    public static QueueFilter All { get; } = new();

    /// <summary>Those that a person is on, by any of their ids.</summary>
    public IReadOnlyCollection<string>? ClaimedBy { get; init; }

    /// <summary>Those that nobody is on.</summary>
    public bool Unclaimed { get; init; }

    /// <summary>Those whose answer was due before now.</summary>
    public bool Overdue { get; init; }
}
