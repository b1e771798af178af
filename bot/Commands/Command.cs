namespace OpsBot.Bot.Commands;

/// <summary>What somebody typed, understood: a closed family.</summary>
internal abstract record Command
{
    private Command() { }

    /// <summary>It steers a loop, so only leads may.</summary>
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

    /// <summary><c>approve &lt;case&gt; [amount]</c>, <c>deny &lt;case&gt; because …</c>, <c>skip &lt;case&gt; because …</c></summary>
    /// <param name="Verb">Which of them.</param>
    /// <param name="Words">The case, and what stands behind it.</param>
    /// <param name="Because">Why; untrusted text.</param>
    internal sealed record Decide(string Verb, IReadOnlyList<string> Words, string? Because) : Command;

    /// <summary>
    /// <c>claim &lt;case&gt;</c>, <c>release &lt;case&gt;</c>, <c>assign &lt;case&gt; @person</c>, <c>note &lt;case&gt; &lt;words&gt;</c>,
    /// <c>ask &lt;case&gt; [@person] &lt;question&gt;</c>
    /// </summary>
    /// <param name="Verb">Which of them.</param>
    /// <param name="Words">The case, and what stands behind it; untrusted text.</param>
    internal sealed record Handle(string Verb, IReadOnlyList<string> Words) : Command;

    /// <summary><c>run &lt;id or name&gt;</c></summary>
    /// <param name="IdOrName">The run's id or its subject's name.</param>
    internal sealed record Run(string IdOrName) : Command;

    /// <summary><c>why &lt;id or name&gt;</c></summary>
    /// <param name="IdOrName">The run's id or its subject's name.</param>
    internal sealed record Explain(string IdOrName) : Command;

    /// <summary><c>runs &lt;loop&gt; [failed|asking|today]</c></summary>
    /// <param name="Loop">Whose.</param>
    /// <param name="Which">Which of them; the newest where absent.</param>
    internal sealed record Runs(LoopName Loop, string? Which) : Command;

    /// <summary><c>find &lt;words&gt;</c></summary>
    /// <param name="Words">What is looked for; all of it must fit.</param>
    internal sealed record Find(FindWords Words) : Command;

    /// <summary><c>queue [mine|overdue|unclaimed]</c></summary>
    /// <param name="Which">Which of them; all where absent.</param>
    internal sealed record Queue(string? Which) : Command;

    /// <summary><c>rules &lt;loop&gt;</c></summary>
    /// <param name="Loop">The loop.</param>
    internal sealed record Rules(LoopName Loop) : Command;

    /// <summary><c>digest [loop]</c></summary>
    /// <param name="Loops">Those asked about.</param>
    internal sealed record Digest(IReadOnlyList<LoopName> Loops) : Command;

    /// <summary><c>link [code]</c></summary>
    /// <param name="Code">The code that was given in another chat, as it was typed; one is asked for where absent.</param>
    internal sealed record Link(string? Code) : Command;

    /// <summary><c>unlink</c></summary>
    internal sealed record Unlink : Command;

    /// <summary><c>whoami</c></summary>
    internal sealed record WhoAmI : Command;

    /// <summary><c>doctor</c></summary>
    internal sealed record Doctor : Command;

    /// <summary><c>help [command]</c>, or nothing at all</summary>
    /// <param name="Verb">The command it is about; all where absent.</param>
    internal sealed record Help(string? Verb = null) : Command;

    /// <summary>Not a command.</summary>
    /// <param name="Why">What would be right; repeats what was typed.</param>
    internal sealed record NotUnderstood(string Why) : Command;
}
