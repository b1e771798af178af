namespace OpsBot.Loops.Engine;

/// <summary>Where a run is. Gathering and deciding leave no state of their own: they begin again after a crash.</summary>
public enum Stage
{
    /// <summary>To be gathered and decided.</summary>
    Caught,

    /// <summary>Waiting for an event or a time.</summary>
    Waiting,

    /// <summary>Waiting for people.</summary>
    Asking,

    /// <summary>People have answered; the facts are read again before anything is done.</summary>
    Answered,

    /// <summary>Carrying a plan out, effect by effect.</summary>
    Acting,

    /// <summary>An effect was carried out and has yet to be seen in its system.</summary>
    Confirming,

    /// <summary>Stopped by trouble; a person must say how to go on.</summary>
    Dead,

    /// <summary>Over.</summary>
    Closed,
}

/// <summary>How a run ended.</summary>
public enum Outcome
{
    /// <summary>Not yet over.</summary>
    None,

    /// <summary>By rule alone.</summary>
    Cleared,

    /// <summary>A person approved and the plan was carried out.</summary>
    Approved,

    /// <summary>A person denied and the plan for that was carried out.</summary>
    Denied,

    /// <summary>Nobody answered in time and a written rule ended it.</summary>
    Expired,

    /// <summary>The question fell away before an answer.</summary>
    Withdrawn,

    /// <summary>There was nothing to do.</summary>
    Dropped,

    /// <summary>Given up by a person after trouble: handed over to be finished by hand.</summary>
    Dead,
}
