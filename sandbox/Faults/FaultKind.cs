namespace OpsBot.Sandbox.Faults;

/// <summary>The ways in which a pretend system can misbehave. The last two are about the webhooks it sends.</summary>
internal enum FaultKind
{
    /// <summary>The work is done at once, the answer comes late.</summary>
    Slow,

    /// <summary>Refused for asking too often, in the system's own words; nothing is done.</summary>
    TooMany,

    /// <summary>The work is done, and the answer says it failed.</summary>
    ErrorAfterDoing,

    /// <summary>The work is done, and the connection breaks before the answer.</summary>
    LostReply,

    /// <summary>An error, and nothing is done.</summary>
    ErrorBeforeDoing,

    /// <summary>The connection breaks before anything is done.</summary>
    Down,

    /// <summary>The work is done, and the connection breaks in the middle of the answer.</summary>
    Truncated,

    /// <summary>A webhook is sent twice.</summary>
    Duplicate,

    /// <summary>A webhook is sent after the one that follows it.</summary>
    Reorder,
}
