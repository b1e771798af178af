namespace OpsBot.Loops.Engine;

/// <summary>What kind of question a run asks.</summary>
public enum EscalationKind
{
    /// <summary>The rules leave the decision to people.</summary>
    Decision,

    /// <summary>The run is dead and people must say how to go on.</summary>
    Trouble,
}

/// <summary>A run's question to people, as it was asked and as it ended.</summary>
public sealed record Escalation
{
    /// <summary>Its id.</summary>
    public required EscalationId Id { get; init; }

    /// <summary>The run that asks.</summary>
    public required RunId Run { get; init; }

    /// <summary>The run's loop.</summary>
    public required LoopName Loop { get; init; }

    /// <summary>What kind of question.</summary>
    public required EscalationKind Kind { get; init; }

    /// <summary>What is asked and what each answer does.</summary>
    public required Question Question { get; init; }

    /// <summary>Where it is shown, as <c>chat:channel</c>.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The material facts it was asked about.</summary>
    public string? FactsHash { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How it ended.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>The choice taken.</summary>
    public string? Choice { get; init; }

    /// <summary>Who took it, as <c>chat:user</c>.</summary>
    public string? By { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The sum that person chose instead of the one that was asked about.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Who is on it; nothing where nobody is, or was for so long that it does not count any more.</summary>
    public Claim? Claim { get; init; }

    /// <summary>What was asked about it before it is decided, and answered; oldest first.</summary>
    public IReadOnlyList<Inquiry> Inquiries { get; init; } = [];

    /// <summary>It still waits for an answer.</summary>
    public bool IsOpen => SettledAt is null;

    /// <summary>The choice that was taken, where one was.</summary>
    public Choice? Taken => Question.Choices.FirstOrDefault(choice => choice.Key == Choice);

    /// <summary>What is carried out: the plan of the choice that was taken, over the sum that was chosen.</summary>
    public Plan? Carried => Taken?.PlanFor(Amount);

    /// <summary>The sum that was chosen beside the one that was asked about; nothing where it is the same.</summary>
    public ChosenAmount? Chosen =>
        Amount is { } amount && Taken?.Amount is { } range
            ? new ChosenAmount(new Money(amount, range.Currency), new Money(range.Most, range.Currency))
            : null;
}
