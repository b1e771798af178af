namespace OpsBot.Bot.Commands;

/// <summary>What somebody typed, understood: a closed family.</summary>
internal abstract record Command
{
    private Command() { }

    /// <summary>It changes something, so only leads may.</summary>
    internal bool Changes => this is Pause or Resume;

    /// <summary><c>status [loop]</c></summary>
    /// <param name="Loops">Those asked about.</param>
    internal sealed record Status(IReadOnlyList<LoopName> Loops) : Command;

    /// <summary><c>pause &lt;loop|all&gt; [for 2h] [because …]</c></summary>
    /// <param name="Loops">Those to pause.</param>
    /// <param name="For">How long; until somebody resumes where absent.</param>
    /// <param name="Because">Why; untrusted text.</param>
    internal sealed record Pause(IReadOnlyList<LoopName> Loops, TimeSpan? For, string? Because) : Command;

    /// <summary><c>resume &lt;loop|all&gt;</c></summary>
    /// <param name="Loops">Those to resume.</param>
    internal sealed record Resume(IReadOnlyList<LoopName> Loops) : Command;

    /// <summary><c>retry &lt;run or loop or all&gt; [from the start]</c></summary>
    /// <param name="Loops">Those whose stuck runs are tried again; none where one run is named.</param>
    /// <param name="IdOrName">The run's id or its subject's name.</param>
    internal sealed record Retry(IReadOnlyList<LoopName> Loops, string? IdOrName) : Command
    {
        /// <summary>The rest of the plan is put aside and decided anew.</summary>
        internal bool FromTheStart { get; init; }
    }

    /// <summary><c>run &lt;id or name&gt;</c></summary>
    /// <param name="IdOrName">The run's id or its subject's name.</param>
    internal sealed record Run(string IdOrName) : Command;

    /// <summary><c>queue</c></summary>
    internal sealed record Queue : Command;

    /// <summary><c>rules &lt;loop&gt;</c></summary>
    /// <param name="Loop">The loop.</param>
    internal sealed record Rules(LoopName Loop) : Command;

    /// <summary><c>doctor</c></summary>
    internal sealed record Doctor : Command;

    /// <summary><c>help</c>, or nothing at all</summary>
    internal sealed record Help : Command;

    /// <summary>Not a command.</summary>
    /// <param name="Why">What would be right; repeats what was typed.</param>
    internal sealed record NotUnderstood(string Why) : Command;
}
