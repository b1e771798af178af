using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Zendesk's refusals, in the shapes it was seen to use.</summary>
internal static class ZendeskReplies
{
    internal static IResult NotFound() => Error(404, "RecordNotFound", "Not found");

    internal static IResult Conflict() =>
        Error(409, "UpdateConflict", "Safe Update prevented update: the ticket was changed after updated_stamp");

    internal static IResult OtherRequestUnderKey() =>
        Error(400, "IdempotentRequestError", "The idempotency key was used before with other parameters");

    internal static IResult Invalid(ZendeskAnswer.Invalid why)
    {
        var detail = new JsonObject { ["description"] = why.Description };
        if (why.Error is not null)
            detail["error"] = why.Error;
        return Results.Json(
            new JsonObject
            {
                ["error"] = "RecordInvalid",
                ["description"] = "Record validation errors",
                ["details"] = new JsonObject { [why.Field] = new JsonArray(detail) },
            },
            statusCode: StatusCodes.Status422UnprocessableEntity
        );
    }

    internal static IResult BadAttribute(string message) =>
        Results.Json(
            new JsonObject
            {
                ["error"] = new JsonObject { ["title"] = "Invalid attribute", ["message"] = message },
            },
            statusCode: StatusCodes.Status400BadRequest
        );

    internal static IResult Unauthorized() =>
        Results.Json(
            new JsonObject { ["error"] = "Couldn't authenticate you" },
            statusCode: StatusCodes.Status401Unauthorized
        );

    /// <summary>Plain text, not JSON.</summary>
    internal static IResult TooMany(HttpResponse response, CallAllowance call)
    {
        response.Headers.RetryAfter = call.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Text(
            "Number of allowed API requests per minute exceeded",
            MediaTypeNames.Text.Plain,
            Encoding.UTF8,
            StatusCodes.Status429TooManyRequests
        );
    }

    private static IResult Error(int status, string error, string description) =>
        Results.Json(new JsonObject { ["error"] = error, ["description"] = description }, statusCode: status);
}
