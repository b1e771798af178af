using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// What a method answered: nearly always HTTP 200, with <c>ok</c> saying how it went (docs.slack.dev/apis/web-api).
/// </summary>
/// <param name="Body">The whole answer.</param>
/// <param name="Error">Slack's code where it said no.</param>
internal sealed record SlackAnswer(JsonElement Body, string? Error)
{
    private static readonly TimeSpan Unspoken = TimeSpan.FromSeconds(30);

    /// <summary>Our blocks are not what Slack takes: the card can be said in plain words instead.</summary>
    internal static readonly string[] BlocksRefused =
    [
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "invalid_attachments",
        "metadata_too_large",
        "invalid_metadata_format",
    ];

    /// <summary>Slack does not know the token any more.</summary>
    internal static readonly string[] TokenLost = ["invalid_auth", "account_inactive", "token_revoked"];

    /// <summary>The message is not there any more.</summary>
    internal static readonly string[] Gone = ["message_not_found"];

    /// <summary>The message is there but cannot be changed any more.</summary>
    internal static readonly string[] Frozen = ["edit_window_closed", "cant_update_message", "is_inactive"];

    /// <summary>There is no message to reply to any more.</summary>
    internal static readonly string[] NoThread = ["cannot_reply_to_message", "thread_not_found", .. Gone];

    /// <summary>A form can be opened within three seconds of a click, once; the sources spell it both ways.</summary>
    internal static readonly string[] TriggerLost =
    [
        "expired_trigger_id",
        "exchanged_trigger_id",
        "invalid_trigger_id",
        "trigger_expired",
        "trigger_exchanged",
        // Three forms lie on each other already.
        "push_limit_reached",
    ];

    internal bool Is(string[] codes) => Error is not null && codes.Contains(Error);

    /// <summary>What was wrong, for the log: Slack's pointers into our blocks, never their content.</summary>
    internal string Details =>
        Body.TryGetProperty("response_metadata", out var more) && more.TryGetProperty("messages", out var messages)
            ? messages.ToString()
            : "";

    /// <summary>Reads an answer.</summary>
    /// <param name="response">As it came.</param>
    /// <param name="safety">What it would mean to repeat the call.</param>
    /// <param name="expected">Codes the caller can do something about.</param>
    /// <exception cref="OutsideException">Slack said no with another code, or was not understood.</exception>
    internal static SlackAnswer Of(OutsideResponse response, Safety safety, params ReadOnlySpan<string> expected)
    {
        var body = response.Json(safety);
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("ok", out var ok))
            throw response.Failed(MayHaveRun(safety), "no ok in the answer");
        if (ok.ValueKind is JsonValueKind.True)
            return new SlackAnswer(body, null);
        var answer = new SlackAnswer(body, body.Text("error") ?? "an error without a name");
        return expected.Contains(answer.Error) ? answer : throw answer.Failure(response, safety);
    }

    /// <summary>What it means that Slack said no.</summary>
    internal OutsideException Failure(OutsideResponse response, Safety safety) =>
        Error switch
        {
            "ratelimited" or "rate_limited" => response.Failed(FailureKind.Safe, Error, Unspoken),
            "service_unavailable" or "request_timeout" or "team_added_to_org" => response.Failed(
                FailureKind.Safe,
                Error
            ),
            // Both say that part of it may have been done: docs.slack.dev/reference/methods/chat.postMessage.
            "internal_error" or "fatal_error" => response.Failed(MayHaveRun(safety), Error),
            _ => response.Broken(Words(Error!)),
        };

    private static FailureKind MayHaveRun(Safety safety) =>
        safety is Safety.Write ? FailureKind.Uncertain : FailureKind.Safe;

    private string Words(string code) =>
        code switch
        {
            "missing_scope" =>
                $"the app lacks the scope {Body.Text("needed")}: install it again from manifest/slack/manifest.json",
            "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" =>
                $"{code}: the bot token is not valid (any more)",
            "channel_not_found" or "not_in_channel" => $"{code}: invite the bot to the channel, or correct its id",
            "is_archived" => "is_archived: the channel is archived",
            _ => code,
        };
}
