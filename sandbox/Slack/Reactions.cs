namespace OpsBot.Sandbox.Slack;

/// <summary>The emoji put on messages, each once per person.</summary>
internal sealed class Reactions
{
    private readonly Lock gate = new();
    private readonly HashSet<Reaction> given = [];

    internal bool Add(Reaction reaction)
    {
        lock (gate)
            return given.Add(reaction);
    }

    internal bool Remove(Reaction reaction)
    {
        lock (gate)
            return given.Remove(reaction);
    }

    /// <summary>The names of the emoji on a message.</summary>
    internal IReadOnlyList<string> On(string channel, string ts)
    {
        lock (gate)
            return [.. given.Where(one => one.Channel == channel && one.Ts == ts).Select(one => one.Name)];
    }
}

/// <summary>One emoji of one person on one message.</summary>
internal sealed record Reaction(string Channel, string Ts, string Name, string User);
