using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// The webhook topics we ask for, and what each means in shop words. Payloads are believed only as far as saying what to read.
/// developer.shipbob.com/webhooks
/// </summary>
internal static class ShipBobTopics
{
    private const string Completed = "return.completed";

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<string> Subscribed { get; } = ["return.created", "return.updated", Completed];

    internal static bool Knows(string topic) => Subscribed.Contains(topic, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a payload means; nothing where it does not name what it is about.</summary>
    internal static ParcelChanged? Read(string topic, JsonElement body) =>
        body.Text("reference_id") is { Length: > 0 } reference
            ? new ParcelChanged(
                ParcelReference.ReturnOf(reference),
                topic.Equals(Completed, StringComparison.OrdinalIgnoreCase)
                    || ShipBobStatus.IsThere(body.Text("status") ?? "")
            )
            : null;
}
