using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Takes the news that the app was removed or its token revoked, and that Slack holds events back;
/// docs.slack.dev/reference/events/app_uninstalled.
/// </summary>
internal sealed partial class SlackLeftHandler(SlackStanding standing, SlackSeen seen, ILogger<SlackLeftHandler> log)
    : ISlackHandler
{
    private const string Mend = "Install it again and give the bot its new token (Channels:Slack:BotToken).";

    public IEnumerable<string> Takes =>
        ["event_callback:app_uninstalled", "event_callback:tokens_revoked", "app_rate_limited:"];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (payload.Text("type") == "app_rate_limited")
        {
            Log.HeldBack(log);
            return SlackReply.Nothing;
        }

        if (payload.Text("event_id") is not { } id)
            return SlackReply.NotUnderstood;
        var why = Why(payload.GetProperty("event"));
        if (why is null || !await seen.IsFirstAsync("event", id, cancel))
            return SlackReply.Nothing;
        standing.Lost($"{why} {Mend}");
        Log.Left(log, why, Mend);
        return SlackReply.Nothing;
    }

    private static string? Why(JsonElement happened) =>
        happened.Text("type") == "app_uninstalled" ? "The app was removed from the workspace."
        : IsBotsToken(happened) ? "The bot's token was revoked."
        // People's own tokens, of which the bot has none.
        : null;

    private static bool IsBotsToken(JsonElement happened) =>
        happened.TryGetProperty("tokens", out var tokens)
        && tokens.ValueKind is JsonValueKind.Object
        && tokens.TryGetProperty("bot", out var bots)
        && bots.ValueKind is JsonValueKind.Array
        && bots.GetArrayLength() > 0;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "Slack: {Why} Nothing is posted any more. {Mend}")]
        internal static partial void Left(ILogger log, string why, string mend);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Slack sends too many events and holds some back (30,000 an hour): what people said may be missed"
        )]
        internal static partial void HeldBack(ILogger log);
    }
}
