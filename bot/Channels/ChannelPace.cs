namespace OpsBot.Bot.Channels;

/// <summary>
/// How fast one channel is written to. About one message a second is what chats take; a minute has no more than people bear.
/// Two messages of a minute are kept for notices, and some more for new cards, which threads and news of groups leave free.
/// <para>
/// A channel that fails is probed: one card at a time, after growing waits, while the rest wait for what it finds out. When it
/// gets through all others are due at once, each in its newest state only; those that piled up unseen were folded meanwhile.
/// </para>
/// </summary>
internal sealed class ChannelPace(int perMinute, TimeProvider clock)
{
    /// <summary>So late is it noticed at most that the channel takes cards again.</summary>
    internal static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(15);

    private const int ForNotices = 2;
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<TimeSpan> sent = [];
    private readonly int most = perMinute - ForNotices;
    private readonly int mostThatCanWait = perMinute - ForNotices - ((perMinute - ForNotices) / 3);

    /// <summary>Counted by what nobody can set: a clock that is set back would make everything wait.</summary>
    private readonly long start = clock.GetTimestamp();
    private TimeSpan lastMessage = -BetweenMessages;
    private TimeSpan restsUntil;
    private int failures;

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>Its last call failed: whatever is tried next shows whether it is well again.</summary>
    internal bool IsProbed => failures > 0;

    /// <summary>How long a card must wait for its turn; nothing where it has it now.</summary>
    internal TimeSpan? Wait(CardTurn turn)
    {
        var now = Now;
        if (restsUntil > now)
            return restsUntil - now;
        if (turn is CardTurn.Update)
            return null;
        while (sent.Count > 0 && now - sent.Peek() >= Minute)
            sent.Dequeue();
        var limit = turn is CardTurn.Post ? most : mostThatCanWait;
        var wait = sent.Count >= limit ? Minute - (now - sent.ElementAt(sent.Count - limit)) : TimeSpan.Zero;
        var next = turn is CardTurn.GroupUpdate ? TimeSpan.Zero : lastMessage + BetweenMessages - now;
        wait = wait > next ? wait : next;
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>A message is about to be sent.</summary>
    internal void Sends(CardTurn turn)
    {
        if (turn is CardTurn.Update)
            return;
        sent.Enqueue(Now);
        if (turn is not CardTurn.GroupUpdate)
            lastMessage = Now;
    }

    /// <summary>The channel took something.</summary>
    internal void Worked() => failures = 0;

    /// <summary>The channel took nothing, and not because of what it was given.</summary>
    /// <returns>How long it is left alone.</returns>
    internal TimeSpan Failed(TimeSpan? asked)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures++, 10)));
        wait = wait < LongestRest ? wait : LongestRest;
        wait = asked > wait ? asked.Value : wait;
        restsUntil = Now + wait;
        return wait;
    }
}

/// <summary>What is to be done with a card; what comes first is done first.</summary>
internal enum CardTurn
{
    /// <summary>People see it, and it changed.</summary>
    Update,

    /// <summary>The same for a group, which changes often.</summary>
    GroupUpdate,

    /// <summary>Nobody sees it yet.</summary>
    Post,

    /// <summary>Its thread is behind.</summary>
    Thread,
}
