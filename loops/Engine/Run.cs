namespace OpsBot.Loops.Engine;

/// <summary>One trip of one subject through one loop. A value: a changed run is a new one, stored under the next version.</summary>
public sealed record Run
{
    /// <summary>Its id.</summary>
    public required RunId Id { get; init; }

    /// <summary>The loop it goes through.</summary>
    public required LoopName Loop { get; init; }

    /// <summary>What it is about.</summary>
    public required Subject Subject { get; init; }

    /// <summary>A wider thing that events may name: an order's id.</summary>
    public string? About { get; init; }

    /// <summary>Whose it is, across runs: a customer's id.</summary>
    public string? Party { get; init; }

    /// <summary>What is at stake.</summary>
    public Money? Amount { get; init; }

    /// <summary>Where it is.</summary>
    public Stage Stage { get; init; }

    /// <summary>How it ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>How it will have ended once its present plan is carried out.</summary>
    public Outcome Heading { get; init; }

    /// <summary>Counts its stored states; a commit from an older one is refused.</summary>
    public int Version { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it wants to go on by itself; never where absent.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Events that belong to it.</summary>
    public int Events { get; init; }

    /// <summary>Events that came before its facts were last gathered.</summary>
    public int SeenEvents { get; init; }

    /// <summary>The facts it was last decided from, as JSON: <c>{"material":…,"around":…}</c>.</summary>
    public string? Facts { get; init; }

    /// <summary>The fingerprint of the material facts.</summary>
    public string? FactsHash { get; init; }

    /// <summary>The rule that decided it last.</summary>
    public string? Rule { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string? Because { get; init; }

    /// <summary>The plan being carried out.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The present effect's place in the plan.</summary>
    public int Step { get; init; }

    /// <summary>Effects of earlier plans; with <see cref="Step"/> it numbers the effects of the run.</summary>
    public int StepsBefore { get; init; }

    /// <summary>The question it waits on, or last waited on.</summary>
    public EscalationId? Escalation { get; init; }

    /// <summary>Failures in a row at the present step.</summary>
    public int Attempt { get; init; }

    /// <summary>Looks in a row that did not find what was or may have been done.</summary>
    public int Looks { get; init; }

    /// <summary>Since when it fails.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What the last failure was.</summary>
    public string? Trouble { get; init; }

    /// <summary>The key of the present effect.</summary>
    public EffectKey Key => new(Id, StepsBefore + Step);

    /// <summary>The present effect; none where the plan is over.</summary>
    public Effect? Effect => Plan is { } plan && Step < plan.Effects.Count ? plan.Effects[Step] : null;

    /// <summary>It was caught and nothing more: there is nothing to remember of it yet.</summary>
    public bool IsFresh => Stage is Stage.Caught && Plan is null && StepsBefore == 0 && Escalation is null;

    /// <summary>
    /// Why its plan cannot be read by this version; nothing where it can. Never stored: the plan stays as it is for a version
    /// that can.
    /// </summary>
    public string? Unreadable { get; init; }

    /// <summary>The same run without its plan: what of it was not done will not be done.</summary>
    public Run PutAside() =>
        this with
        {
            Plan = null,
            Step = 0,
            StepsBefore = StepsBefore + (Plan?.Effects.Count ?? 0),
        };

    /// <summary>The same run after something went well.</summary>
    public Run Well() => this with { Attempt = 0, Looks = 0, FailingSince = null, Trouble = null };
}
