using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Slack as a place for cards. A message's handle is <c>channel:ts</c>, the only name Slack gives it.</summary>
internal sealed class SlackChannel(SlackClient client, SlackWorkspace workspace) : IChannel
{
    /// <summary>What people and channels of Slack begin with everywhere in the bot.</summary>
    internal const string Prefix = "slack:";

    private const int MostPages = 20;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public string Chat => "slack";

    public async Task<string> PostAsync(string channel, Card card, CancellationToken cancel)
    {
        var answer = await client.PostMessageAsync(channel, SlackCards.Of(card), thread: null, cancel);
        return Handle(channel, answer);
    }

    public async Task<bool> UpdateAsync(string handle, Card card, CancellationToken cancel)
    {
        var (channel, ts) = Split(handle);
        // Where a workspace lets nobody edit for long, the decision is in the thread all the same.
        var answer = await client.UpdateAsync(channel, ts, SlackCards.Of(card), cancel);
        return !answer.Is(SlackAnswer.Gone);
    }

    public async Task<string?> FindAsync(string channel, Card card, CancellationToken cancel)
    {
        var ts = await FindAsync(
            cursor => client.HistoryAsync(channel, card.AskedAt - ClockSkew, cursor, cancel),
            SlackCards.EventType,
            payload => payload.Text("escalation_id") == card.Key.Value,
            cancel
        );
        return ts is null ? null : $"{channel}:{ts}";
    }

    public async Task<bool> SayInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel)
    {
        var (channel, ts) = Split(handle);
        var answer = await client.PostMessageAsync(channel, SlackThreads.Of(saying), ts, cancel);
        return !answer.Is(SlackAnswer.NoThread);
    }

    public async Task<bool> IsInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel)
    {
        var (channel, ts) = Split(handle);
        var found = await FindAsync(
            cursor => client.RepliesAsync(channel, ts, cursor, cancel),
            SlackThreads.EventType,
            payload =>
                payload.Text("escalation_id") == saying.Card.Value && SlackThreads.LastOf(payload) == saying.Last,
            cancel
        );
        return found is not null;
    }

    public async Task NoticeAsync(string channel, Notice notice, CancellationToken cancel) =>
        await client.PostMessageAsync(channel, SlackSayings.Notice(notice), thread: null, cancel);

    /// <summary>Looks for a message of ours by what it carries, page by page.</summary>
    /// <returns>Its ts.</returns>
    private async Task<string?> FindAsync(
        Func<string, Task<SlackAnswer>> read,
        string type,
        Func<JsonElement, bool> isIt,
        CancellationToken cancel
    )
    {
        var bot = (await workspace.IdentityAsync(cancel)).BotId;
        string? cursor = "";
        for (var page = 0; page < MostPages && cursor is not null; page++)
        {
            var answer = await read(cursor);
            if (!answer.Body.TryGetProperty("messages", out var messages))
                return null;
            foreach (var message in messages.EnumerateArray())
            {
                if (
                    message.Text("bot_id") == bot
                    && message.Text("metadata", "event_type") == type
                    && isIt(message.GetProperty("metadata").GetProperty("event_payload"))
                )
                    return message.Text("ts");
            }

            cursor = answer.Body.Text("response_metadata", "next_cursor") is { Length: > 0 } next ? next : null;
        }

        return null;
    }

    private static string Handle(string channel, SlackAnswer answer) =>
        $"{answer.Body.Text("channel") ?? channel}:{answer.Body.Text("ts")}";

    private static (string Channel, string Ts) Split(string handle)
    {
        var at = handle.IndexOf(':', StringComparison.Ordinal);
        return (handle[..at], handle[(at + 1)..]);
    }
}
