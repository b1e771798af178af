using System.Text.Json;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// What a call cost and what is left to spend, in Shopify's points; shopify.dev/docs/api/usage/limits. Any of the numbers may
/// be written as a fraction.
/// </summary>
/// <param name="Requested">What the call may cost at most: it is let in only where that much is left.</param>
/// <param name="Maximum">The most that can be saved up.</param>
/// <param name="Available">What was left after the call.</param>
/// <param name="RestoreRate">What is added every second.</param>
internal sealed record ShopifyCost(double Requested, double Maximum, double Available, double RestoreRate)
{
    /// <summary>How long to wait until a call of this cost is let in.</summary>
    internal TimeSpan Wait =>
        RestoreRate > 0 && Requested > Available
            ? TimeSpan.FromSeconds((Requested - Available) / RestoreRate)
            : TimeSpan.FromSeconds(1);

    /// <summary>The cost an answer tells; nothing where it tells none.</summary>
    internal static ShopifyCost? Read(JsonElement answer) =>
        answer.Get("extensions")?.Get("cost") is { } cost && cost.Get("throttleStatus") is { } status
            ? new ShopifyCost(
                Number(cost, "requestedQueryCost"),
                Number(status, "maximumAvailable"),
                Number(status, "currentlyAvailable"),
                Number(status, "restoreRate")
            )
            : null;

    private static double Number(JsonElement json, string field) => json.Get(field)?.GetDouble() ?? 0;
}
