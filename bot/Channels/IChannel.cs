namespace OpsBot.Bot.Channels;

/// <summary>One chat. Everything particular to it is behind this.</summary>
internal interface IChannel
{
    /// <summary>The first part of <c>chat:channel</c> and <c>chat:user</c>: <c>slack</c>.</summary>
    string Chat { get; }

    /// <summary>Posts a card.</summary>
    /// <param name="channel">The chat's own id of the channel.</param>
    /// <param name="card">What to show.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The message's handle, for updates.</returns>
    /// <exception cref="OutsideException">It was not posted, or (uncertain) may have been.</exception>
    Task<string> PostAsync(string channel, Card card, CancellationToken cancel);

    /// <summary>Shows a newer state of a posted card.</summary>
    /// <returns>Whether the message is still there; where somebody removed it, the card has to be posted again.</returns>
    /// <exception cref="OutsideException">It was not updated, or may have been: doing it again does no harm.</exception>
    Task<bool> UpdateAsync(string handle, Card card, CancellationToken cancel);

    /// <summary>Finds a card whose posting ended without a clear answer; nothing where it is not there.</summary>
    /// <exception cref="OutsideException">The chat could not be read.</exception>
    Task<string?> FindAsync(string channel, Card card, CancellationToken cancel);

    /// <summary>Says lines in the thread of a posted card. Never repeated where they may have been said.</summary>
    /// <returns>Whether the card is still there to say something under.</returns>
    /// <exception cref="OutsideException">They were not said, or (uncertain) may have been.</exception>
    Task<bool> SayInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel);

    /// <summary>Whether a thread has a saying, by its last line's number, whose saying ended without a clear answer.</summary>
    /// <exception cref="OutsideException">The chat could not be read.</exception>
    Task<bool> IsInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel);

    /// <summary>Says something to a whole channel: a notice that somebody changed something.</summary>
    /// <param name="channel">The chat's own id of the channel.</param>
    /// <param name="notice">What to say, and who did it.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">It was not said, or may have been.</exception>
    Task NoticeAsync(string channel, Notice notice, CancellationToken cancel);
}

/// <summary>One line of a notice or an answer: <c>returns paused</c> by somebody <c>for 2 h: stocktaking</c>.</summary>
/// <param name="Text">Plain text, some of it untrusted: shown inert.</param>
/// <param name="By">The person who did it, as <c>chat:user</c>; named in the chat's own way, after a <c>by</c>.</param>
/// <param name="Rest">What follows; like the text.</param>
internal sealed record Line(string Text, string? By = null, string Rest = "")
{
    /// <summary>When it happened: shown before it, in the chat's own way, so that all read it in their own zone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whom it concerns, as <c>chat:user</c>: named in front, in the chat's own way, so that they hear of it.</summary>
    public string? To { get; init; }
}

/// <summary>Lines to say in a card's thread.</summary>
/// <param name="Card">The card.</param>
/// <param name="Last">The number of the last line: what the saying is found by.</param>
/// <param name="Lines">The lines, oldest first.</param>
internal sealed record ThreadSaying(EscalationId Card, long Last, IReadOnlyList<Line> Lines);
