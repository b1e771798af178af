using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using OpsBot.Sandbox.Delivery;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Who subscribed to what, and the signed webhooks that follow. https://developer.shipbob.com/webhooks</summary>
internal sealed class ShipBobWebhooks(
    PretendShipBobOptions options,
    ShipBobJson json,
    FaultSwitch faults,
    TimeProvider clock
) : IAsyncDisposable
{
    private ImmutableList<ShipBobSubscription> subscriptions = [];

    internal static IReadOnlyList<string> Topics { get; } =
    [
        "order.shipped",
        "order.shipment.delivered",
        "order.shipment.exception",
        "order.shipment.on_hold",
        "order.shipment.cancelled",
        "return.created",
        "return.updated",
        "return.completed",
        "billing.charge.created",
        "billing.refund.created",
        "billing.credit.created",
    ];

    internal WebhookPost Post { get; } = new("shipbob", options.WebhookRetries, faults, clock);

    internal IReadOnlyList<ShipBobSubscription> Subscriptions => subscriptions;

    /// <summary>Subscribes; without a secret one is made.</summary>
    internal ShipBobSubscription Subscribe(
        Uri url,
        IReadOnlyList<string> topics,
        string? secret = null,
        string? about = null
    )
    {
        var made = new ShipBobSubscription(
            NewId("whk_"),
            url,
            topics,
            secret ?? StandardWebhook.NewSecret(),
            about,
            clock.GetUtcNow()
        );
        ImmutableInterlocked.Update(ref subscriptions, list => list.Add(made));
        return made;
    }

    internal bool Unsubscribe(string id) =>
        ImmutableInterlocked.Update(ref subscriptions, list => list.RemoveAll(known => known.Id == id));

    internal void Send(string topic, ShipBobReturn about)
    {
        byte[]? body = null;
        foreach (var subscription in subscriptions)
        {
            if (!subscription.Topics.Contains(topic, StringComparer.Ordinal))
                continue;
            body ??= JsonSerializer.SerializeToUtf8Bytes(json.Full(about));
            var (id, content) = (NewId("msg_"), body);
            Post.Send(() => Pack(subscription, topic, id, content));
        }
    }

    public ValueTask DisposeAsync() => Post.DisposeAsync();

    private Parcel Pack(ShipBobSubscription to, string topic, string id, byte[] body)
    {
        var now = clock.GetUtcNow();
        return new Parcel(
            to.Url,
            [
                new("webhook-id", id),
                new("webhook-timestamp", StandardWebhook.Seconds(now)),
                new("webhook-signature", StandardWebhook.Sign(to.Secret, id, now, body)),
                new("x-webhook-topic", topic),
            ],
            body
        );
    }

    private static string NewId(string prefix) => prefix + RandomNumberGenerator.GetHexString(26, lowercase: true);
}

/// <summary>One address that wants to hear of some topics.</summary>
internal sealed record ShipBobSubscription(
    string Id,
    Uri Url,
    IReadOnlyList<string> Topics,
    string Secret,
    string? Description,
    DateTimeOffset CreatedAt
);
