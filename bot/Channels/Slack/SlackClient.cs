using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Calls Slack's Web API: one method here for each method there that the bot needs, and no other.</summary>
internal sealed partial class SlackClient(
    OutsideClient outside,
    SlackOptions options,
    SlackPace pace,
    SlackStanding standing,
    ILogger<SlackClient> log
)
{
    internal const string Name = "slack";
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>Who the token belongs to; docs.slack.dev/reference/methods/auth.test.</summary>
    internal async Task<SlackIdentity> WhoAmIAsync(CancellationToken cancel)
    {
        var response = await SendAsync("auth.test", Form([]), Safety.Read, cancel);
        var body = SlackAnswer.Of(response, Safety.Read).Body;
        return new SlackIdentity(body.Text("team_id") ?? "", body.Text("bot_id") ?? "")
        {
            Team = body.Text("team") ?? "",
            UserId = body.Text("user_id") ?? "",
            AppId = body.Text("app_id"),
            At = response.Headers.Date,
            Scopes = [.. (response.Header("x-oauth-scopes") ?? "").Split(',', Trimmed)],
        };
    }

    /// <summary>Posts, in the channel's turn. Never repeated where it may have been posted.</summary>
    /// <param name="channel">Where.</param>
    /// <param name="message">What.</param>
    /// <param name="thread">The message it answers, where it does.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal async Task<SlackAnswer> PostMessageAsync(
        string channel,
        SlackMessage message,
        string? thread,
        CancellationToken cancel
    )
    {
        standing.Check("chat.postMessage");
        pace.Check("chat.postMessage");
        await pace.TurnAsync(channel, cancel);
        var more = new JsonObject { ["unfurl_links"] = false, ["unfurl_media"] = false };
        if (thread is not null)
            more["thread_ts"] = thread;
        string[] expected = thread is null ? [] : SlackAnswer.NoThread;
        return await SayAsync("chat.postMessage", Safety.Write, (channel, message, more), expected, cancel);
    }

    /// <summary>Replaces a message of ours.</summary>
    internal Task<SlackAnswer> UpdateAsync(string channel, string ts, SlackMessage message, CancellationToken cancel) =>
        SayAsync(
            "chat.update",
            Safety.KeyedWrite,
            (channel, message, new JsonObject { ["ts"] = ts }),
            [.. SlackAnswer.Gone, .. SlackAnswer.Frozen],
            cancel
        );

    /// <summary>Says something to one person in a channel. Sent twice it is only seen twice.</summary>
    internal Task<SlackAnswer> PostEphemeralAsync(
        string channel,
        string user,
        SlackMessage message,
        CancellationToken cancel
    ) => PostEphemeralAsync((channel, null), user, message, cancel);

    /// <summary>Says something to one person, in a thread where there is one.</summary>
    internal Task<SlackAnswer> PostEphemeralAsync(
        (string Channel, string? Thread) place,
        string user,
        SlackMessage message,
        CancellationToken cancel
    )
    {
        var more = new JsonObject { ["user"] = user };
        if (place.Thread is not null)
            more["thread_ts"] = place.Thread;
        return SayAsync(
            "chat.postEphemeral",
            Safety.KeyedWrite,
            (place.Channel, message, more),
            ["user_not_in_channel"],
            cancel
        );
    }

    /// <summary>What a channel is, and whether the bot is in it; docs.slack.dev/reference/methods/conversations.info.</summary>
    internal Task<SlackAnswer> ChannelAsync(string channel, CancellationToken cancel) =>
        CallAsync(
            "conversations.info",
            Form([("channel", channel)]),
            Safety.Read,
            ["channel_not_found", "missing_scope"],
            cancel
        );

    /// <summary>Reads a page of a channel's messages, newest first.</summary>
    internal Task<SlackAnswer> HistoryAsync(
        string channel,
        DateTimeOffset oldest,
        string? cursor,
        CancellationToken cancel
    ) =>
        CallAsync(
            "conversations.history",
            Form([
                ("channel", channel),
                ("oldest", FormattableString.Invariant($"{oldest.ToUnixTimeSeconds()}.000000")),
                ("limit", "200"),
                ("include_all_metadata", "true"),
                ("cursor", cursor ?? ""),
            ]),
            Safety.Read,
            [],
            cancel
        );

    /// <summary>Reads a page of a thread, oldest first.</summary>
    internal Task<SlackAnswer> RepliesAsync(string channel, string ts, string? cursor, CancellationToken cancel) =>
        CallAsync(
            "conversations.replies",
            Form([
                ("channel", channel),
                ("ts", ts),
                ("limit", "200"),
                ("include_all_metadata", "true"),
                ("cursor", cursor ?? ""),
            ]),
            Safety.Read,
            SlackAnswer.NoThread,
            cancel
        );

    /// <summary>Answers through the address that came with a click or command.</summary>
    /// <returns>Whether the address is one of Slack's and took it.</returns>
    internal async Task<bool> RespondAsync(Uri? address, JsonObject answer, CancellationToken cancel)
    {
        if (address is null || !IsSlacks(address) || standing.Trouble is not null)
            return false;
        var body = SlackJson.Write(answer);
        var response = await outside.SendAsync(
            Name,
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent(body) },
            Safety.KeyedWrite,
            cancel
        );
        if (!response.IsSuccess)
            return false;
        return SlackJson.Object(response.Text) is not { } said
            || (said.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True);
    }

    /// <summary>The address is a capability from outside: it must not lead anywhere but to the Slack that is configured.</summary>
    private bool IsSlacks(Uri address)
    {
        var own = options.BaseUrl;
        if (address.Scheme == own.Scheme && address.Authority == own.Authority)
            return true;
        return address.Scheme == Uri.UriSchemeHttps
            && (IsBelow(address.Host, "slack.com") || IsBelow(address.Host, own.Host));
    }

    /// <summary>A host is in a domain and not the domain itself.</summary>
    internal static bool IsBelow(string host, string domain) =>
        host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where Slack refuses the blocks, the message is said in plain ones, once: nothing was posted by the refusal.</summary>
    private async Task<SlackAnswer> SayAsync(
        string method,
        Safety safety,
        (string Channel, SlackMessage Message, JsonObject More) what,
        string[] expected,
        CancellationToken cancel
    )
    {
        var (channel, message, more) = what;
        if (message.Plain is null)
            return await CallAsync(method, Json(message.Arguments(channel, more)), safety, expected, cancel);
        string[] orBlocks = [.. expected, .. SlackAnswer.BlocksRefused];
        var answer = await CallAsync(method, Json(message.Arguments(channel, more)), safety, orBlocks, cancel);
        if (!answer.Is(SlackAnswer.BlocksRefused))
            return answer;
        Log.BlocksRefused(log, method, answer.Error!, answer.Details);
        return await CallAsync(method, Json(message.Plain.Arguments(channel, more)), safety, expected, cancel);
    }

    private async Task<SlackAnswer> CallAsync(
        string method,
        Func<HttpContent> content,
        Safety safety,
        string[] expected,
        CancellationToken cancel
    )
    {
        var response = await SendAsync(method, content, safety, cancel);
        var answer = SlackAnswer.Of(response, safety, [.. expected, .. SlackAnswer.TokenLost]);
        if (!answer.Is(SlackAnswer.TokenLost))
            return answer;
        // Every call would hear the same: they rest until auth.test says otherwise.
        standing.Lost($"{answer.Error}: the bot token is not valid (any more). Set Channels:Slack:BotToken anew.");
        throw answer.Failure(response, safety);
    }

    private async Task<OutsideResponse> SendAsync(
        string method,
        Func<HttpContent> content,
        Safety safety,
        CancellationToken cancel
    )
    {
        standing.Check(method);
        return await pace.CallAsync(
            method,
            () => outside.SendAsync(Name, () => Request(method, content()), safety, cancel)
        );
    }

    private HttpRequestMessage Request(string method, HttpContent content) =>
        new(HttpMethod.Post, method)
        {
            Content = content,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", options.BotToken) },
        };

    private static Func<HttpContent> Json(JsonObject arguments)
    {
        var body = SlackJson.Write(arguments);
        return () => JsonContent(body);
    }

    private static StringContent JsonContent(string body) => new(body, Encoding.UTF8, "application/json");

    private static Func<HttpContent> Form(IEnumerable<(string Name, string Value)> arguments)
    {
        var pairs = arguments
            .Where(pair => pair.Value.Length > 0)
            .Select(pair => KeyValuePair.Create(pair.Name, pair.Value))
            .ToArray();
        return () => new FormUrlEncodedContent(pairs);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Slack refused the blocks of a {Method} ({Code}): {Details}. It is said in plain words instead."
        )]
        internal static partial void BlocksRefused(ILogger log, string method, string code, string details);
    }
}
