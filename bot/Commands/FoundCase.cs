namespace OpsBot.Bot.Commands;

/// <summary>What came of looking for a case.</summary>
internal abstract record FoundCase
{
    private FoundCase() { }

    /// <summary>This one.</summary>
    /// <param name="Asked">Its open question.</param>
    /// <param name="Run">Its run.</param>
    internal sealed record One(Escalation Asked, Run Run) : FoundCase
    {
        /// <summary>What was typed behind it.</summary>
        internal IReadOnlyList<string> Rest { get; init; } = [];

        /// <summary>As people call it.</summary>
        internal string Name => Run.Subject.Name;
    }

    /// <summary>None, or not one.</summary>
    /// <param name="Why">Words for the person.</param>
    internal sealed record Not(string Why) : FoundCase
    {
        /// <summary>The question that was meant most likely, where it is settled.</summary>
        internal Escalation? Settled { get; init; }
    }
}
