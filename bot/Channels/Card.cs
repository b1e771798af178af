namespace OpsBot.Bot.Channels;

/// <summary>A card as any chat can show it, in reading order. Always drawn whole from state.</summary>
/// <param name="Key">The question's id, or the group's: what clicks name and lookups search for.</param>
/// <param name="Title">What and how much.</param>
/// <param name="State">Where it stands.</param>
internal sealed record Card(EscalationId Key, string Title, CardState State)
{
    /// <summary>One sentence on where it stands, with who and when where it is decided; moments are in <see cref="At"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The person <see cref="Status"/> speaks of, as <c>chat:user</c>; shown before it.</summary>
    public string? By { get; init; }

    /// <summary>The moment <see cref="Status"/> speaks of: when it was decided, or when an answer is due.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why it came to people.</summary>
    public required string Why { get; init; }

    /// <summary>What changed since it was last asked.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>Facts.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>The customer's own words; untrusted.</summary>
    public string? Quote { get; init; }

    /// <summary>History, a line each.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>While it is open: what each button does. Once decided: nothing.</summary>
    public IReadOnlyList<CardChoice> Choices { get; init; } = [];

    /// <summary>More that can be asked of it; none of these decides anything by itself.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];

    /// <summary>While it is open: what else can be done with it; shown behind a menu.</summary>
    public IReadOnlyList<CardAction> Menu { get; init; } = [];

    /// <summary>What a group has to list.</summary>
    public IReadOnlyList<CardList> Lists { get; init; } = [];

    /// <summary>Once decided: what was done in each system, and what is still to come.</summary>
    public IReadOnlyList<CardTick> Ticks { get; init; } = [];

    /// <summary>The words a person gave with the decision; untrusted.</summary>
    public string? Reason { get; init; }

    /// <summary>While it is open: who is on it, where somebody is.</summary>
    public Claim? Claim { get; init; }

    /// <summary>What was asked before it is decided, with the answers; once it is decided, only what was answered. Untrusted.</summary>
    public IReadOnlyList<Inquiry> Inquiries { get; init; } = [];

    /// <summary>The run behind it, for commands; nothing for a group.</summary>
    public string? RunName { get; init; }

    /// <summary>When it was first asked: its message is no older than this.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Counts the states it was to show.</summary>
    public int Version { get; init; }

    /// <summary>It waits for people, so somebody must be able to see it.</summary>
    public bool Asks => State is CardState.Open or CardState.Overdue;
}

/// <summary>Where a card stands.</summary>
internal enum CardState
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>Waits for an answer, and one was due before now.</summary>
    Overdue,

    /// <summary>Answered; its plan is being carried out.</summary>
    Acting,

    /// <summary>Answered; something went wrong and another card asks about it.</summary>
    Stuck,

    /// <summary>Over.</summary>
    Finished,

    /// <summary>Fell away before an answer counted.</summary>
    Withdrawn,
}

/// <summary>A button and what it does.</summary>
/// <param name="Key">The choice's key.</param>
/// <param name="Label">What the button says.</param>
/// <param name="Effects">What will happen, a line each.</param>
/// <param name="Tone">Whether it does something, refuses something, or neither.</param>
/// <param name="NeedsReason">The person is asked why before it counts.</param>
internal sealed record CardChoice(
    string Key,
    string Label,
    IReadOnlyList<string> Effects,
    CardTone Tone,
    bool NeedsReason
)
{
    /// <summary>A smaller sum may be chosen, within these bounds.</summary>
    public AmountRange? Amount { get; init; }

    /// <summary>One click is too easy: money is at stake, or it refuses and nothing else is asked on the way.</summary>
    public bool AsksTwice { get; init; }
}

/// <summary>A button that shows or begins something and decides nothing by itself.</summary>
/// <param name="Key">Its stable name: <c>show</c>, <c>bulk</c>.</param>
/// <param name="Label">What the button says.</param>
/// <param name="Says">What it does, for those who cannot see what is around it.</param>
internal sealed record CardAction(string Key, string Label, string Says);

/// <summary>Lines under a heading.</summary>
/// <param name="Heading">Ours.</param>
/// <param name="Lines">A line each; may hold untrusted text.</param>
internal sealed record CardList(string Heading, IReadOnlyList<string> Lines);

/// <summary>How a button looks.</summary>
internal enum CardTone
{
    /// <summary>The one that acts.</summary>
    Go,

    /// <summary>The one that refuses.</summary>
    No,

    /// <summary>Any other.</summary>
    Plain,
}

/// <summary>One effect of a decided card.</summary>
/// <param name="Text">What it is.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Detail">Receipt or refusal; may hold another system's words.</param>
internal sealed record CardTick(string Text, EffectState State, string? Detail);
