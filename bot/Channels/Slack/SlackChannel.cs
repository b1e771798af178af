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
        var answer = await client.UpdateAsync(channel, ts, SlackCards.Of(card), cancel);
        if (answer.Is(SlackAnswer.Frozen) && card.State is CardState.Finished or CardState.Withdrawn or CardState.Stuck)
            await client.PostMessageAsync(channel, new SlackMessage(SlackCardText.Of(card), []), ts, cancel);
        return !answer.Is(SlackAnswer.Gone);
    }

    public async Task<string?> FindAsync(string channel, Card card, CancellationToken cancel)
    {
        var bot = (await workspace.IdentityAsync(cancel)).BotId;
        var cursor = "";
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await client.HistoryAsync(channel, card.AskedAt - ClockSkew, cursor, cancel);
            foreach (var message in answer.Body.GetProperty("messages").EnumerateArray())
            {
                if (IsCard(message, card, bot))
                    return $"{channel}:{message.Text("ts")}";
            }

            cursor = answer.Body.Text("response_metadata", "next_cursor");
            if (string.IsNullOrEmpty(cursor))
                break;
        }

        return null;
    }

    public async Task NoticeAsync(string channel, Line line, CancellationToken cancel) =>
        await client.PostMessageAsync(channel, SlackSayings.Notice(line), thread: null, cancel);

    private static bool IsCard(JsonElement message, Card card, string bot) =>
        message.Text("bot_id") == bot
        && message.Text("metadata", "event_type") == SlackCards.EventType
        && message.Text("metadata", "event_payload", "escalation_id") == card.Key.Value;

    private static string Handle(string channel, SlackAnswer answer) =>
        $"{answer.Body.Text("channel") ?? channel}:{answer.Body.Text("ts")}";

    private static (string Channel, string Ts) Split(string handle)
    {
        var at = handle.IndexOf(':', StringComparison.Ordinal);
        return (handle[..at], handle[(at + 1)..]);
    }
}
