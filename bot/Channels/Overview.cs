using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels;

/// <summary>What waits, what runs and what today came to: drawn by each chat in its own way.</summary>
internal interface IOverview
{
    /// <summary>As it is now.</summary>
    Task<Overview> ReadAsync(CancellationToken cancel);
}

/// <summary>The shop's loops at one moment.</summary>
/// <param name="Open">Questions that wait for an answer, the one due first in front.</param>
/// <param name="Loops">Every loop.</param>
/// <param name="Outages">A line for each system that is down.</param>
internal sealed record Overview(
    IReadOnlyList<Escalation> Open,
    IReadOnlyList<LoopOverview> Loops,
    IReadOnlyList<Line> Outages
)
{
    /// <summary>Who is the same person in two chats.</summary>
    public Identities People { get; init; } = new([], []);

    /// <summary>What those it speaks of are called in other chats than their own, by <c>chat:user</c>; ids where nobody knows.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>More questions wait than are listed.</summary>
    public bool IsMore { get; init; }
}

/// <summary>One loop.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Whose it is, as <c>chat:user</c>, where the settings say.</param>
/// <param name="State">Whether it is paused, and by whom; nothing where nobody ever paused it.</param>
/// <param name="Counts">What it is doing now, and did since the shop's day began.</param>
internal sealed record LoopOverview(LoopName Name, string? Owner, LoopState? State, LoopCounts Counts);
