using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Webhook subscriptions over HTTP. https://developer.shipbob.com/api/webhooks/create-subscription</summary>
internal static class ShipBobWebhookEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/webhook", CreateAsync);
        api.MapGet("/webhook", List);
        api.MapDelete(
            "/webhook/{id}",
            (string id, ShipBobWebhooks webhooks) =>
                webhooks.Unsubscribe(id) ? Results.NoContent() : ShipBobReplies.NotFound($"Webhook {id}")
        );
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ShipBobWebhooks webhooks)
    {
        var body = await ShipBobEndpoints.ReadBodyAsync(request);
        if (Topics(body) is not { Count: > 0 } topics)
            return ShipBobReplies.UnprocessableWebhook(
                "topics",
                "One or more of: " + string.Join(", ", ShipBobWebhooks.Topics)
            );
        if (Url(body) is not { } url)
            return ShipBobReplies.UnprocessableWebhook("url", "The url must be absolute and use HTTPS.");
        var secret = ShipBobRequests.Text(body, "secret");
        if (secret is not null && !StandardWebhook.IsUsable(secret))
            return ShipBobReplies.UnprocessableWebhook(
                "secret",
                "The secret must be base64, with or without whsec_ before it."
            );

        var made = webhooks.Subscribe(url, topics, secret, ShipBobRequests.Text(body, "description"));
        var json = Describe(made);
        json["secret"] = made.Secret;
        return Results.Json(json);
    }

    private static IResult List(HttpRequest request, ShipBobWebhooks webhooks)
    {
        if (!ShipBobPage.TryRead(request, "RecordsPerPage", out var page))
            return ShipBobReplies.BadRequest("RecordsPerPage must be between 1 and 250.");
        return Results.Json(
            page.Write(
                webhooks.Subscriptions,
                request,
                made =>
                {
                    var json = Describe(made);
                    json["enabled"] = true;
                    return (JsonNode)json;
                }
            )
        );
    }

    private static JsonObject Describe(ShipBobSubscription made) =>
        new()
        {
            ["id"] = made.Id,
            ["url"] = made.Url.AbsoluteUri,
            ["topics"] = new JsonArray([.. made.Topics.Select(topic => JsonValue.Create(topic))]),
            ["description"] = made.Description,
            ["created_at"] = made.CreatedAt,
        };

    /// <summary>The topics, or null when one is unknown.</summary>
    private static List<string>? Topics(JsonElement body)
    {
        if (!ShipBobRequests.Has(body, "topics", JsonValueKind.Array, out var list))
            return null;
        var topics = list.EnumerateArray()
            .Select(topic => topic.ValueKind is JsonValueKind.String ? topic.GetString()! : "");
        var read = topics.Distinct(StringComparer.Ordinal).ToList();
        return read.TrueForAll(topic => ShipBobWebhooks.Topics.Contains(topic, StringComparer.Ordinal)) ? read : null;
    }

    /// <summary>ShipBob wants HTTPS; plain HTTP is let through to this machine, where the sandbox lives.</summary>
    private static Uri? Url(JsonElement body) =>
        Uri.TryCreate(ShipBobRequests.Text(body, "url"), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : null;
}
