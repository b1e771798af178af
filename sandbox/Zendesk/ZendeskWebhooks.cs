using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Delivery;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Event webhooks as an admin would set them up. https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/</summary>
internal sealed class ZendeskWebhooks(PretendZendeskOptions options, FaultSwitch faults, TimeProvider clock)
    : IAsyncDisposable
{
    private ImmutableList<ZendeskSubscription> subscriptions = [];

    internal WebhookPost Post { get; } = new("zendesk", options.WebhookRetries, faults, clock);

    /// <param name="url">Where to.</param>
    /// <param name="secret">The signing secret, used as the text it is.</param>
    /// <param name="events">Such as <c>ticket.created</c>; none means all.</param>
    internal void Subscribe(Uri url, string secret, params string[] events) =>
        ImmutableInterlocked.Update(
            ref subscriptions,
            list => list.Add(new ZendeskSubscription(NewId(), url, secret, events))
        );

    /// <param name="name">The event without its prefix: <c>ticket.created</c>, <c>ticket.comment_added</c>.</param>
    /// <param name="ticket">The ticket after it.</param>
    /// <param name="what">What is new in it.</param>
    internal void Send(string name, ZendeskTicket ticket, JsonObject what)
    {
        var to = subscriptions.FindAll(known =>
            known.Events.Length == 0 || known.Events.Contains(name, StringComparer.Ordinal)
        );
        if (to.IsEmpty)
            return;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["type"] = "zen:event-type:" + name,
                ["account_id"] = 88_888_888,
                ["id"] = NewId(),
                ["time"] = ZendeskJson.Time(ticket.UpdatedAt),
                ["zendesk_event_version"] = "2022-11-06",
                ["subject"] = $"zen:ticket:{ticket.Id}",
                ["detail"] = ZendeskJson.EventDetail(ticket),
                ["event"] = what,
            }
        );
        foreach (var subscription in to)
        {
            var invocation = NewId();
            Post.Send(() => Pack(subscription, invocation, body));
        }
    }

    public ValueTask DisposeAsync() => Post.DisposeAsync();

    private Parcel Pack(ZendeskSubscription to, string invocation, byte[] body)
    {
        var at = ZendeskJson.Time(clock.GetUtcNow());
        return new Parcel(
            to.Url,
            [
                new("X-Zendesk-Account-Id", "88888888"),
                new("X-Zendesk-Webhook-Id", to.Id),
                new("X-Zendesk-Webhook-Invocation-Id", invocation),
                new("X-Zendesk-Webhook-Signature", ZendeskSignature.Sign(to.Secret, at, body)),
                new("X-Zendesk-Webhook-Signature-Timestamp", at),
            ],
            body
        );
    }

    private static string NewId() => "01" + RandomNumberGenerator.GetHexString(24);
}

/// <summary>One address that wants to hear of some events.</summary>
internal sealed record ZendeskSubscription(string Id, Uri Url, string Secret, string[] Events);
