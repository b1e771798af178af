using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>ShipBob's refusals: three shapes, depending on which of its parts says no.</summary>
internal static class ShipBobReplies
{
    /// <summary>The gateway's shape: 401, 403, 429.</summary>
    internal static IResult Gateway(int status, string message) =>
        Results.Json(new JsonObject { ["statusCode"] = status, ["message"] = message }, statusCode: status);

    /// <summary>Problem details: 400, 404.</summary>
    internal static IResult Problem(int status, string title, string detail) =>
        Results.Json(
            new JsonObject
            {
                ["type"] = $"https://httpstatuses.io/{status}",
                ["title"] = title,
                ["status"] = status,
                ["detail"] = detail,
                ["instance"] = null,
            },
            contentType: "application/problem+json",
            statusCode: status
        );

    internal static IResult BadRequest(string detail) =>
        Problem(StatusCodes.Status400BadRequest, "One or more validation errors occurred.", detail);

    internal static IResult NotFound(string what) =>
        Problem(StatusCodes.Status404NotFound, "Not Found", $"{what} not found.");

    /// <summary>The returns service's own shape for what breaks a business rule.</summary>
    internal static IResult Unprocessable(string why) =>
        Results.Json(
            new JsonObject
            {
                ["message"] = why,
                ["errors"] = new JsonArray(why),
                ["details"] = null,
                ["stackTrace"] = null,
            },
            statusCode: StatusCodes.Status422UnprocessableEntity
        );

    /// <summary>The webhook service's shape: a whole action result, serialized.</summary>
    internal static IResult UnprocessableWebhook(string field, string why) =>
        Results.Json(
            new JsonObject
            {
                ["$type"] = "UnprocessableEntityObjectResult",
                ["value"] = new JsonObject { [field] = new JsonArray(why) },
                ["formatters"] = new JsonArray(),
                ["content_types"] = new JsonArray(),
                ["declared_type"] = null,
                ["status_code"] = StatusCodes.Status422UnprocessableEntity,
            },
            statusCode: StatusCodes.Status422UnprocessableEntity
        );
}
