namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>Which sockets are open, since when, and what keeps others from opening.</summary>
internal sealed class SlackSockets(TimeProvider clock) : IChatStanding
{
    /// <summary>What to do where Socket Mode is off.</summary>
    internal const string SwitchedOff =
        "Socket Mode is switched off: switch it on in the app's settings, or set Channels:Slack:Mode to Http";

    /// <summary>A socket that is opened anew is no trouble.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<SlackSocket> open = [];
    private DateTimeOffset emptySince = clock.GetUtcNow();
    private string? halted;
    private string? last;

    public string Chat => SlackClient.Name;

    public string? Trouble
    {
        get
        {
            var count = Open.Count;
            lock (gate)
            {
                if (halted is not null)
                    return $"No socket can be opened: {halted}.";
                return count == 0 && clock.GetUtcNow() - emptySince > Patience
                    ? $"No socket is open{(last is null ? "" : $": {last}")}. It is tried again and again."
                    : null;
            }
        }
    }

    /// <summary>When those that are open were opened.</summary>
    internal IReadOnlyList<DateTimeOffset> Open
    {
        get
        {
            lock (gate)
            {
                var before = open.Count;
                open.RemoveAll(socket => socket.IsOver);
                if (before > 0 && open.Count == 0)
                    emptySince = clock.GetUtcNow();
                return [.. open.Select(socket => socket.Since)];
            }
        }
    }

    /// <summary>When Slack last asked for another socket in the place of one.</summary>
    internal DateTimeOffset? RefreshedAt { get; private set; }

    /// <summary>One more is open: whatever kept others from opening is over.</summary>
    internal void Opened(SlackSocket socket)
    {
        lock (gate)
        {
            open.Add(socket);
            (halted, last) = (null, null);
        }
    }

    /// <summary>One parts.</summary>
    internal void Parted(SlackParting why)
    {
        if (why is SlackParting.Refresh)
            RefreshedAt = clock.GetUtcNow();
        if (why is SlackParting.SwitchedOff)
            Halted(SwitchedOff);
    }

    /// <summary>One could not be opened.</summary>
    internal void Failed(string why)
    {
        lock (gate)
            last = why;
    }

    /// <summary>None can be opened until a person mends something.</summary>
    internal void Halted(string why)
    {
        lock (gate)
            halted = why;
    }
}
