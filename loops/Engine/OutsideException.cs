namespace OpsBot.Loops.Engine;

/// <summary>What is known after a call to a system outside has failed.</summary>
public enum FailureKind
{
    /// <summary>It provably did not run: the call may be repeated.</summary>
    Safe,

    /// <summary>It may have run: only the effect's own read-back can tell.</summary>
    Uncertain,

    /// <summary>It will not run until somebody mends something: credentials, permissions, a changed interface.</summary>
    Broken,
}

/// <summary>
/// The one exception for a failed call to the outside. Thrown by the resilient client in <c>bot/Http</c>, and by the engine for
/// a step that outlasts its patience.
/// </summary>
/// <param name="kind">What is known.</param>
/// <param name="system">The system called.</param>
/// <param name="message">What happened, without secrets and without personal data.</param>
/// <param name="inner">The cause.</param>
public sealed class OutsideException(FailureKind kind, string system, string message, Exception? inner = null)
    : Exception($"{system}: {message}", inner)
{
    /// <summary>A step that outlasted every patience.</summary>
    /// <param name="kind">What is known.</param>
    /// <param name="system">The system called.</param>
    /// <param name="cause">What ended it.</param>
    public static OutsideException Late(FailureKind kind, string system, OperationCanceledException cause) =>
        new(kind, system, "did not answer in time", cause);

    /// <summary>The same failure, met by everybody who calls that system now.</summary>
    /// <param name="wait">How long to stay away.</param>
    public OutsideException ForEverybody(TimeSpan wait) =>
        new(kind, system, message, InnerException)
        {
            Status = Status,
            RetryAfter = RetryAfter > wait ? RetryAfter : wait,
            HitsEverybody = true,
        };

    /// <summary>What is known.</summary>
    public FailureKind Kind => kind;

    /// <summary>The system called.</summary>
    public string System => system;

    /// <summary>How long that system asked us to stay away.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Every run that calls that system now meets it: it is known to be down, or no more calls may be made just now. A run is not to
    /// blame for it and loses neither tries nor patience.
    /// </summary>
    public bool HitsEverybody { get; init; }

    /// <summary>The HTTP status it answered, where it answered.</summary>
    public int? Status { get; init; }
}
