using System.Security.Cryptography;
using System.Text.Json;
using OpsBot.Sandbox.Slack.Api;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// The addresses through which the bot may answer an interaction: five times within thirty minutes. Source:
/// docs.slack.dev/interactivity/handling-user-interaction.
/// </summary>
internal sealed class ResponseUrls(
    PretendSlackOptions options,
    Workspace workspace,
    TimeProvider clock,
    OwnAddress address
)
{
    private const int MaxUses = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Issued> issued = new(StringComparer.Ordinal);

    /// <summary>A new address; the source is the message that was clicked, null for a command.</summary>
    internal string Issue(string user, string channel, SlackMessage? source)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
            issued[id] = new(user, channel, source?.Ts, clock.GetUtcNow());
        return address.Of("response/" + id);
    }

    internal async Task<IResult> AnswerAsync(string id, HttpRequest request, CancellationToken stop)
    {
        if (Use(id, out var url) is { } refusal)
            return Refused(StatusCodes.Status404NotFound, refusal);
        using var reader = new StreamReader(request.Body);
        if (Json.Parse(await reader.ReadToEndAsync(stop)) is not { ValueKind: JsonValueKind.Object } body)
            return Refused(StatusCodes.Status400BadRequest, "invalid_payload");
        return Show(url!.User, url.Channel, url.SourceTs, body) is { } error
            ? Refused(StatusCodes.Status400BadRequest, error)
            : Results.Text("ok");
    }

    /// <summary>Shows an answer to a click or a command; an error code when it cannot be shown.</summary>
    internal string? Show(string user, string channel, string? sourceTs, JsonElement body)
    {
        var source = workspace.Message(channel, sourceTs);
        if (body.Flag("delete_original"))
        {
            if (source is null)
                return "message_not_found";
            workspace.Remove(source);
            return null;
        }

        var arguments = new ApiArguments(
            body.EnumerateObject()
                .DistinctBy(one => one.Name, StringComparer.Ordinal)
                .ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
        );
        var (content, wrong) = MessageContent.Read(arguments, options.Limits);
        if (content is null)
            return wrong!.Body["error"]!.GetValue<string>();
        if (content is { Text: null or "", Blocks: null })
            return "no_text";
        if (body.Flag("replace_original") && sourceTs is not null)
            return Replace(source, content);
        workspace.Post(
            new(channel, "", options.BotUserId, content.Text ?? "")
            {
                Blocks = content.Blocks ?? Json.EmptyList,
                OnlyFor = body.Text("response_type") == "in_channel" ? null : user,
                ThreadTs = body.Text("thread_ts"),
            }
        );
        return null;
    }

    private string? Replace(SlackMessage? source, MessageContent content)
    {
        var replaced = source is null
            ? null
            : workspace.Change(
                source,
                current => current with { Text = content.Text ?? "", Blocks = content.Blocks ?? Json.EmptyList }
            );
        return replaced is null ? "message_not_found" : null;
    }

    private string? Use(string id, out Issued? url)
    {
        lock (gate)
        {
            if (!issued.TryGetValue(id, out url))
                return "no_service";
            if (clock.GetUtcNow() - url.At > Lifetime)
                return "expired_url";
            if (url.Uses >= MaxUses)
                return "used_url";
            issued[id] = url with { Uses = url.Uses + 1 };
            return null;
        }
    }

    private static IResult Refused(int status, string error) =>
        Results.Json(new { ok = false, error }, statusCode: status);

    private sealed record Issued(string User, string Channel, string? SourceTs, DateTimeOffset At, int Uses = 0);
}
