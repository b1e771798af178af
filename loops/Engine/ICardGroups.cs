namespace OpsBot.Loops.Engine;

/// <summary>Cards that are shown as one, and the way to each of them.</summary>
public interface ICardGroups
{
    /// <summary>A group's members, those that wait for an answer first and of these the one due first in front.</summary>
    /// <param name="group">The group's id: what its buttons carry.</param>
    /// <param name="skip">Leaves out so many.</param>
    /// <param name="take">Gives so many at most.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<IReadOnlyList<GroupMember>> GroupMembersAsync(string group, int skip, int take, CancellationToken cancel);
}

/// <summary>Cards that are shown as one: they share loop, kind and channel, and came together.</summary>
/// <param name="Id">Its id, <c>grp_</c> and an id that sorts by time.</param>
/// <param name="Members">Those that wait for an answer first, and of these the one due first in front.</param>
public sealed record CardGroup(EscalationId Id, IReadOnlyList<GroupMember> Members)
{
    /// <summary>So many fit; the next ones begin a group of their own.</summary>
    public const int MostMembers = 100;

    /// <summary>Begins the id of every group, and of no question: all of these sort before it.</summary>
    public const string Prefix = "grp_";

    /// <summary>A group that is older takes no more members.</summary>
    public static readonly TimeSpan TakesFor = TimeSpan.FromHours(1);

    /// <summary>When it was opened: its message is no older.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>An id for a new group.</summary>
    public static EscalationId NewId(DateTimeOffset now) => new(Prefix + Engine.Id.New(now));

    /// <summary>The least id that a group of that moment can have.</summary>
    public static string LeastId(DateTimeOffset at) => Prefix + Engine.Id.Least(at);

    /// <summary>Whether it names a group and no question.</summary>
    public static bool IsId(EscalationId id) => id.Value.StartsWith(Prefix, StringComparison.Ordinal);
}

/// <summary>One of the cards that are shown as one.</summary>
/// <param name="Escalation">Its question.</param>
/// <param name="RunName">Its run's subject, as people know it.</param>
/// <param name="Rule">The rule that asked; nothing where no rule did.</param>
/// <param name="Channel">Where it would be shown, as <c>chat:channel</c>.</param>
/// <param name="HasOwnCard">It has a card of its own, or is about to.</param>
public sealed record GroupMember(Escalation Escalation, string RunName, string? Rule, string Channel, bool HasOwnCard);
