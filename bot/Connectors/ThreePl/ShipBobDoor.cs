using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// Takes ShipBob's webhooks: checks who sent them, stores them, answers. No business here, and no call outside.
/// developer.shipbob.com/webhooks
/// </summary>
internal sealed class ShipBobDoor(ThreePlOptions options, Intake intake, TimeProvider clock)
{
    internal const string Path = "/webhooks/threepl";

    /// <summary>Answers one webhook.</summary>
    internal async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await RawBody.ReadAsync(request, cancel) is not { } body)
            return intake.Refuse(Path, StatusCodes.Status413PayloadTooLarge, "it is too large");
        var headers = Headers(request.Headers);
        if (!Signatures.StandardWebhooks(options.WebhookSecret ?? "", body, headers, clock.GetUtcNow()))
            return intake.Refuse(Path, StatusCodes.Status401Unauthorized, "its signature is missing, wrong or old");
        if (Intake.ReadObject(body) is not { } json)
            return intake.Refuse(Path, StatusCodes.Status400BadRequest, "it is not a JSON object");
        if (request.Headers["x-webhook-topic"].ToString() is not { Length: > 0 } topic)
            return intake.Refuse(Path, StatusCodes.Status400BadRequest, "it names no topic");
        if (!ShipBobTopics.Knows(topic))
            return intake.NoteUnknown(topic, Path);

        return await intake.StoreAsync(
            new Arrival("threepl", headers.Id!, topic, body, ShipBobTopics.Read(topic, json)),
            cancel
        );
    }

    private static StandardWebhookHeaders Headers(IHeaderDictionary headers) =>
        new(One(headers["webhook-id"]), One(headers["webhook-timestamp"]), One(headers["webhook-signature"]));

    private static string? One(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
