using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// The errors at the top of an answer, which comes with HTTP 200 all the same; shopify.dev/docs/api/admin-graphql, "Status and
/// error codes".
/// </summary>
internal static class ShopifyErrors
{
    private const string Throttled = "THROTTLED";
    private const string Denied = "ACCESS_DENIED";
    private const string Internal = "INTERNAL_SERVER_ERROR";
    private const string SameKeyUnderWay = "IDEMPOTENCY_CONCURRENT_REQUEST";
    private const int MostWords = 300;

    /// <summary>All of an answer's errors.</summary>
    internal static IReadOnlyList<ShopifyError> Read(JsonElement answer) =>
        answer.Get("errors") is { ValueKind: JsonValueKind.Array } errors
            ? [.. errors.EnumerateArray().Select(ReadOne)]
            : [];

    /// <summary>
    /// The failure they amount to. What may have run outweighs what needs mending: only a look at the shop can tell then.
    /// </summary>
    internal static OutsideException Failure(
        IReadOnlyList<ShopifyError> errors,
        OutsideResponse answer,
        ShopifyCost? cost,
        Safety safety
    )
    {
        if (errors.Any(error => error.Code is Throttled))
            return answer.Failed(FailureKind.Safe, "asks us to slow down", cost?.Wait ?? TimeSpan.FromSeconds(1));
        if (errors.Any(error => error.Code is SameKeyUnderWay))
            return answer.Failed(FailureKind.Safe, "is still busy with the same request", TimeSpan.FromSeconds(2));
        if (errors.FirstOrDefault(error => error.Code is Internal or null) is { } unclear)
            return answer.Unclear(safety, $"failed inside: {unclear.Message}");
        if (errors.FirstOrDefault(error => error.Code is Denied) is { } denied)
            return answer.Failed(FailureKind.Broken, $"this app may not do that: it needs {denied.Needs}");
        return answer.Failed(FailureKind.Broken, $"{errors[0].Code}: {errors[0].Message}");
    }

    private static ShopifyError ReadOne(JsonElement error)
    {
        var extensions = error.Get("extensions");
        var message = error.TextOrNull("message") ?? "no words";
        return new ShopifyError(
            extensions?.TextOrNull("code"),
            message.Length > MostWords ? message[..MostWords] : message,
            extensions?.TextOrNull("requiredAccess") ?? message,
            error.Get("path") is { ValueKind: JsonValueKind.Array } path
                ? [.. path.EnumerateArray().Select(step => step.ToString())]
                : []
        );
    }
}

/// <summary>One error at the top of an answer.</summary>
/// <param name="Code">What kind.</param>
/// <param name="Message">In words.</param>
/// <param name="Needs">The access that would be needed, where access was denied.</param>
/// <param name="Path">The field it is about.</param>
internal sealed record ShopifyError(string? Code, string Message, string Needs, IReadOnlyList<string> Path)
{
    /// <summary>
    /// A shop's app may read customers only as far as it was approved for; what it may not see is nothing, and runs go on.
    /// shopify.dev/docs/apps/launch/protected-customer-data
    /// </summary>
    internal bool HidesCustomer => Code is "ACCESS_DENIED" && (Path.Contains("customer") || Path is [.., "email"]);
}
