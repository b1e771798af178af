using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>
/// Sends what Slack has to say through one of the bot's connections and waits for the acknowledgement, as long as over HTTP. An
/// acknowledgement counts on the connection that delivered; what it carries counts only where an answer was allowed.
/// </summary>
internal sealed class Envelopes
{
    private readonly PretendSlackOptions options;
    private readonly Links links;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Sent> waiting = new(StringComparer.Ordinal);
    private int stray;

    public Envelopes(PretendSlackOptions options, Links links, TimeProvider clock)
    {
        this.options = options;
        this.links = links;
        this.clock = clock;
        links.Gone += Lose;
    }

    /// <summary>Acknowledgements that came too late, twice, on another connection, or for something never sent.</summary>
    internal int Stray => Volatile.Read(ref stray);

    internal async Task<BotAnswer> SendAsync(Envelope envelope, CancellationToken stop)
    {
        if (links.Pick() is not { } link)
            return BotAnswer.Unreachable;
        var id = envelope.Id ?? NewId();
        var acknowledged = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            waiting[id] = new(link, acknowledged);
        using var patience = new CancellationTokenSource(options.AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            if (!await link.SendAsync(envelope.Write(id, options.Socket.PadTo), either.Token))
                return BotAnswer.Unreachable;
            return AnswerIn(await acknowledged.Task.WaitAsync(either.Token), envelope.TakesAnswer);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return BotAnswer.TooLate;
        }
        catch (OperationCanceledException) when (acknowledged.Task.IsCanceled)
        {
            return BotAnswer.Unreachable;
        }
        finally
        {
            lock (gate)
                waiting.Remove(id);
        }
    }

    /// <summary>Takes what the bot said on a connection.</summary>
    internal void Hear(Link link, JsonElement said)
    {
        Sent? sent = null;
        lock (gate)
        {
            if (said.Text("envelope_id") is { } id && waiting.TryGetValue(id, out var found) && found.Link == link)
            {
                sent = found;
                waiting.Remove(id);
            }
        }

        if (sent is null)
            Interlocked.Increment(ref stray);
        else
            sent.Acknowledged.TrySetResult(said);
    }

    internal static string NewId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    private void Lose(Link link)
    {
        Sent[] lost;
        lock (gate)
            lost = [.. waiting.Values.Where(sent => sent.Link == link)];
        foreach (var sent in lost)
            sent.Acknowledged.TrySetCanceled();
    }

    private static BotAnswer AnswerIn(JsonElement acknowledged, bool takesAnswer)
    {
        var says =
            takesAnswer
            && acknowledged.Has("payload")
            && acknowledged.GetProperty("payload") is { ValueKind: JsonValueKind.Object } payload
            && payload.EnumerateObject().Any();
        return says
            ? new(StatusCodes.Status200OK, "application/json", acknowledged.GetProperty("payload").GetRawText())
            : new(StatusCodes.Status200OK, "", "");
    }

    private sealed record Sent(Link Link, TaskCompletionSource<JsonElement> Acknowledged);
}

/// <summary>What goes through a connection: the same payload as over HTTP, wrapped.</summary>
internal sealed record Envelope(string Type, JsonObject Payload, bool TakesAnswer)
{
    /// <summary>Given where an envelope sent again keeps its id.</summary>
    internal string? Id { get; init; }

    /// <summary>How often it was tried before; events only.</summary>
    internal int? Attempt { get; init; }

    internal string RetryReason { get; init; } = "";

    internal JsonObject Write(string id, int padTo)
    {
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["payload"] = Payload.DeepClone(),
            ["type"] = Type,
            ["accepts_response_payload"] = TakesAnswer,
        };
        if (Attempt is { } attempt)
        {
            envelope["retry_attempt"] = attempt;
            envelope["retry_reason"] = RetryReason;
        }

        var missing = padTo - envelope.ToJsonString().Length;
        if (missing > 0)
            envelope["payload"]!["padding"] = new string('x', missing);
        return envelope;
    }
}
