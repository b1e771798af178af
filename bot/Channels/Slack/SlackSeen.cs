namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Remembers what Slack sent, across restarts: nothing that changes something is done again because it was sent again. What
/// was said is not kept, only that it came.
/// </summary>
internal sealed class SlackSeen(IEventStore events)
{
    /// <summary>It came for the first time.</summary>
    /// <param name="topic">What it is.</param>
    /// <param name="id">Slack's own id of it: <c>event_id</c>, <c>trigger_id</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal async Task<bool> IsFirstAsync(string topic, string id, CancellationToken cancel)
    {
        var arrival = new Arrival(SlackClient.Name, $"{topic}:{id}", topic, ReadOnlyMemory<byte>.Empty, null);
        return await events.ReceiveAsync(arrival, [], cancel) is Received.Stored;
    }
}
