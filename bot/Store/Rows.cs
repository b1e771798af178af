namespace OpsBot.Bot.Store;

/// <summary>An arrival, raw.</summary>
internal sealed class EventRow
{
    public required string Id { get; init; }
    public required string Source { get; init; }
    public required string DedupeKey { get; init; }
    public required string Topic { get; init; }
    public DateTimeOffset? HappenedAt { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public required byte[] Body { get; init; }
}

/// <summary>Which events belong to which run, in the order they came.</summary>
internal sealed class RunEventRow
{
    public required string RunId { get; init; }
    public int Number { get; init; }
    public required string EventId { get; init; }
    public bool Starts { get; init; }
}

/// <summary>A run. <see cref="Version"/> is what commits are fenced by.</summary>
internal sealed class RunRow
{
    public required string Id { get; init; }
    public required string Loop { get; init; }
    public required string SubjectKey { get; init; }
    public required string SubjectName { get; set; }
    public string? About { get; set; }
    public string? Party { get; set; }
    public decimal? Amount { get; set; }
    public string? Currency { get; set; }
    public Stage Stage { get; set; }
    public Outcome Outcome { get; set; }
    public Outcome Heading { get; set; }
    public int Version { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }
    public int Events { get; init; }
    public int SeenEvents { get; set; }
    public string? Facts { get; set; }
    public string? FactsHash { get; set; }
    public string? Rule { get; set; }
    public string? Because { get; set; }
    public string? Plan { get; set; }
    public int Step { get; set; }
    public int StepsBefore { get; set; }
    public string? Escalation { get; set; }
    public int Attempt { get; set; }

    public int Looks { get; set; }
    public DateTimeOffset? FailingSince { get; set; }
    public string? Trouble { get; set; }
}

/// <summary>One effect of a run: the journal.</summary>
internal sealed class EffectRow
{
    public required string RunId { get; init; }
    public int Step { get; init; }
    public required string Effect { get; init; }
    public EffectState State { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Receipt { get; init; }
}

/// <summary>A question to people.</summary>
internal sealed class EscalationRow
{
    public required string Id { get; init; }
    public required string RunId { get; init; }
    public required string Loop { get; init; }
    public EscalationKind Kind { get; init; }
    public required string Question { get; init; }
    public required string Channels { get; init; }
    public string? FactsHash { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset Deadline { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public Verdict Verdict { get; init; }
    public string? Choice { get; init; }
    public string? By { get; init; }
    public string? Reason { get; init; }

    /// <summary>The amount a person chose instead of the one that was asked about, in its currency.</summary>
    public decimal? Amount { get; init; }
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedAt { get; init; }
}

/// <summary>What somebody asked about a question before deciding it, and what was answered.</summary>
internal sealed class InquiryRow
{
    public required string Id { get; init; }
    public required string EscalationId { get; init; }
    public required string RunId { get; init; }
    public required string Question { get; init; }

    /// <summary>Whoever is to answer, as <c>chat:user</c>; anybody with a role where absent.</summary>
    public string? Of { get; init; }
    public required string AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public string? Answer { get; init; }
    public string? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>
/// A card in one channel: the state wanted and the state shown. Its id is a question's, or that of a group of cards which are
/// shown as one.
/// </summary>
internal sealed class CardRow
{
    public required string EscalationId { get; init; }
    public required string Channel { get; init; }
    public required string RunId { get; init; }
    public int Wanted { get; init; }
    public int Shown { get; init; }
    public string? Handle { get; init; }
    public bool MayBePosted { get; init; }

    /// <summary>The last line of the run's story that was said in its thread: <see cref="TimelineRow.Id"/>.</summary>
    public long Told { get; init; }

    /// <summary>The line up to which an attempt to say more ended without a clear answer.</summary>
    public long? MayBeTold { get; init; }

    /// <summary>The card that shows it instead, with others like it.</summary>
    public string? Group { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public string? LeaseOwner { get; init; }
    public int Attempt { get; init; }
    public string? Trouble { get; init; }
}

/// <summary>One line of a run's story.</summary>
internal sealed class TimelineRow
{
    public long Id { get; init; }
    public required string RunId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Text { get; init; }
    public string? By { get; init; }
    public string? To { get; init; }
}

/// <summary>What a scope has used of its caps on a day; money in ten-thousandths, so that databases can add it exactly.</summary>
internal sealed class TallyRow
{
    public required string Loop { get; init; }
    public required string Scope { get; init; }
    public DateOnly Day { get; init; }
    public int Count { get; init; }
    public long Amount { get; init; }
}

/// <summary>Money an effect moves, counted before it does; in ten-thousandths.</summary>
internal sealed class MoveRow
{
    public required string RunId { get; init; }
    public int Step { get; init; }
    public required string Loop { get; init; }
    public DateTimeOffset At { get; init; }
    public long Amount { get; init; }
}

/// <summary>Whether a loop is paused or tripped, and who said so. Tripped loops are paused without an end.</summary>
internal sealed class LoopRow
{
    public required string Loop { get; init; }
    public bool IsPaused { get; init; }
    public string? By { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Because { get; init; }
    public DateTimeOffset? Until { get; init; }
    public DateTimeOffset? PausedSince { get; init; }
    public string? Tripped { get; init; }
    public bool TripTold { get; init; }
    public DateTimeOffset? CountedFrom { get; init; }
}

/// <summary>Something done again and again: when next, and who does it now.</summary>
internal sealed class ScheduleRow
{
    public required string Name { get; init; }
    public required string Times { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LastAt { get; init; }
}

/// <summary>Something that is wrong with a loop and was said; gone when it is over.</summary>
internal sealed class AlarmRow
{
    public required string Loop { get; init; }
    public required string Kind { get; init; }
    public DateTimeOffset Since { get; init; }
}

/// <summary>Something outside that asked to be left alone, and until when: <c>slack:chat.postMessage</c>.</summary>
internal sealed class RestRow
{
    public required string What { get; init; }
    public DateTimeOffset Until { get; init; }
}

/// <summary>Something a chat must know again after a restart: where it may post, as which address.</summary>
internal sealed class ChatMemoryRow
{
    public required string Chat { get; init; }
    public required string Key { get; init; }
    public required string Value { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>Two ids of one person, as that person said in both chats.</summary>
internal sealed class LinkRow
{
    public required string Id { get; init; }
    public required string One { get; init; }
    public required string Other { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A code that somebody was given so as to type it in another chat.</summary>
internal sealed class LinkOfferRow
{
    public required string CodeHash { get; init; }
    public required string Person { get; init; }
    public DateTimeOffset Until { get; init; }
}

/// <summary>A bot that shares this database, and when it was last heard of.</summary>
internal sealed class NodeRow
{
    public required string Id { get; init; }
    public DateTimeOffset SeenAt { get; init; }
}
