using System.Diagnostics.Metrics;
using System.Text.Json;

namespace OpsBot.Bot.Http;

/// <summary>
/// What every door for webhooks does once it knows who is speaking: store, then answer. The sender reads nothing but the
/// status.
/// </summary>
internal sealed partial class Intake : IDisposable
{
    /// <summary>Counts what came and was not for us.</summary>
    internal const string MeterName = "OpsBot.Webhooks";

    private readonly Inbox inbox;
    private readonly ILogger<Intake> logger;
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> unknown;

    public Intake(Inbox inbox, ILogger<Intake> logger)
    {
        this.inbox = inbox;
        this.logger = logger;
        unknown = meter.CreateCounter<long>(
            "opsbot.webhooks.unknown",
            description: "Webhooks of topics nobody asked for"
        );
    }

    public void Dispose() => meter.Dispose();

    /// <summary>A body's JSON object; nothing where it is none.</summary>
    internal static JsonElement? ReadObject(byte[] body)
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

    /// <summary>Turns a call away.</summary>
    /// <param name="door">The door's path.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="why">Why, without secrets.</param>
    internal IResult Refuse(string door, int status, string why)
    {
        Log.Refused(logger, door, status, why);
        return Results.StatusCode(status);
    }

    /// <summary>Takes note of a topic that nobody here reads; the sender need not send it again.</summary>
    internal IResult NoteUnknown(string topic, string door)
    {
        unknown.Add(1, new("topic", topic), new("door", door));
        return Results.Ok();
    }

    /// <summary>Stores an arrival. Not stored is not taken: the sender hears 503 and sends it again.</summary>
    internal async Task<IResult> StoreAsync(Arrival arrival, CancellationToken cancel)
    {
        if (arrival.Happening is null)
            Log.SaysNothing(logger, arrival.Source, arrival.Topic);
        try
        {
            await inbox.ReceiveAsync(arrival, cancel);
            return Results.Ok();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotStored(logger, arrival.Source, arrival.Topic, error);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook at {Door} was answered {Status}: {Why}")]
        internal static partial void Refused(ILogger logger, string door, int status, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "A webhook of {Source}, {Topic}, does not say what it is about: kept, but no loop sees it"
        )]
        internal static partial void SaysNothing(ILogger logger, string source, string topic);

        [LoggerMessage(LogLevel.Error, "A webhook of {Source}, {Topic}, could not be stored; it will be sent again")]
        internal static partial void NotStored(ILogger logger, string source, string topic, Exception error);
    }
}
