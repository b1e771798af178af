using System.Diagnostics.Metrics;
using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// Takes ShipBob's webhooks: checks who sent them, stores them, answers. No business here, and no call outside.
/// developer.shipbob.com/webhooks
/// </summary>
internal sealed partial class ShipBobDoor : IDisposable
{
    internal const string Path = "/webhooks/threepl";
    internal const string MeterName = "OpsBot.ThreePl";

    private readonly ThreePlOptions options;
    private readonly Inbox inbox;
    private readonly TimeProvider clock;
    private readonly ILogger<ShipBobDoor> logger;
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> unknown;

    public ShipBobDoor(ThreePlOptions options, Inbox inbox, TimeProvider clock, ILogger<ShipBobDoor> logger)
    {
        this.options = options;
        this.inbox = inbox;
        this.clock = clock;
        this.logger = logger;
        unknown = meter.CreateCounter<long>("opsbot.threepl.webhooks.unknown", description: "Webhooks of other topics");
    }

    /// <summary>Answers one webhook with a status; ShipBob reads nothing else.</summary>
    internal async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await RawBody.ReadAsync(request, cancel) is not { } body)
            return Refused(StatusCodes.Status413PayloadTooLarge, "it is too large");
        var headers = Headers(request.Headers);
        if (!Signatures.StandardWebhooks(options.WebhookSecret ?? "", body, headers, clock.GetUtcNow()))
            return Refused(StatusCodes.Status401Unauthorized, "its signature is missing, wrong or old");
        if (ReadObject(body) is not { } json)
            return Refused(StatusCodes.Status400BadRequest, "it is not a JSON object");
        if (request.Headers["x-webhook-topic"].ToString() is not { Length: > 0 } topic)
            return Refused(StatusCodes.Status400BadRequest, "it names no topic");
        if (!ShipBobTopics.Knows(topic))
        {
            unknown.Add(1, new KeyValuePair<string, object?>("topic", topic));
            return Results.Ok();
        }

        return await StoreAsync(
            new Arrival("threepl", headers.Id!, topic, body, ShipBobTopics.Read(topic, json)),
            cancel
        );
    }

    public void Dispose() => meter.Dispose();

    private async Task<IResult> StoreAsync(Arrival arrival, CancellationToken cancel)
    {
        if (arrival.Happening is null)
            Log.SaysNothing(logger, arrival.Topic);
        try
        {
            await inbox.ReceiveAsync(arrival, cancel);
            return Results.Ok();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Not stored is not taken: ShipBob sends it again.
            Log.NotStored(logger, arrival.Topic, error);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private IResult Refused(int status, string why)
    {
        Log.Refused(logger, status, why);
        return Results.StatusCode(status);
    }

    private static StandardWebhookHeaders Headers(IHeaderDictionary headers) =>
        new(One(headers["webhook-id"]), One(headers["webhook-timestamp"]), One(headers["webhook-signature"]));

    private static string? One(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static JsonElement? ReadObject(byte[] body)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(body);
            return json.ValueKind is JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook at the 3PL's door was answered {Status}: {Why}")]
        internal static partial void Refused(ILogger logger, int status, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "A ShipBob webhook {Topic} does not say what it is about: kept, but no loop sees it"
        )]
        internal static partial void SaysNothing(ILogger logger, string topic);

        [LoggerMessage(LogLevel.Error, "A ShipBob webhook {Topic} could not be stored; ShipBob will send it again")]
        internal static partial void NotStored(ILogger logger, string topic, Exception error);
    }
}
