namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>The connections that are open. Each payload goes to exactly one; nobody knows to which.</summary>
internal sealed class Links(PretendSlackOptions options, Changes changes)
{
    private readonly Lock gate = new();
    private readonly List<Link> open = [];
    private int turn;

    internal event Action<Link>? Gone;

    internal IReadOnlyList<Link> All
    {
        get
        {
            lock (gate)
                return [.. open];
        }
    }

    /// <returns>How many there are with it; null when there are too many already.</returns>
    internal int? Add(Link link)
    {
        int count;
        lock (gate)
        {
            if (open.Count >= options.Socket.MaxLinks)
                return null;
            open.Add(link);
            count = open.Count;
        }

        changes.Tell(new SlackChange.Linked(count));
        return count;
    }

    internal void Remove(Link link)
    {
        int count;
        lock (gate)
        {
            if (!open.Remove(link))
                return;
            count = open.Count;
        }

        Gone?.Invoke(link);
        changes.Tell(new SlackChange.Linked(count));
    }

    /// <summary>The one whose turn it is; one that was asked to go only when there is no other.</summary>
    internal Link? Pick()
    {
        lock (gate)
        {
            var staying = open.FindAll(link => !link.IsLeaving);
            var pick = staying.Count > 0 ? staying : open;
            return pick.Count == 0 ? null : pick[turn++ % pick.Count];
        }
    }
}
