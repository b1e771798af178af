using System.Text.Json;
using OpsBot.Sandbox.Zendesk;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Delivery;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.Zendesk;

public sealed class ZendeskWebhookTests : IAsyncLifetime
{
    private const string Secret = "signing secret";
    private PretendHost host = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ZendeskScene.OpenAsync();
        receiver = await Receiver.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public void A_signature_is_the_known_answer()
    {
        var cases = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/helpdesk/zendesk/webhook-signature-cases.json")
        );
        foreach (var known in cases.GetProperty("cases").EnumerateArray())
        {
            var body = known.GetProperty("bodyFile").GetString() is { } file
                ? Shared.Bytes("fixtures/helpdesk/zendesk/" + file)
                : [];
            var ours = ZendeskSignature.Sign(
                cases.GetProperty("secret").GetString()!,
                known.GetProperty("timestamp").GetString()!,
                body
            );
            (ours == known.GetProperty("signature").GetString()).ShouldBe(known.GetProperty("valid").GetBoolean());
        }
    }

    [Fact]
    public async Task An_opened_ticket_is_told_signed_and_in_the_published_shape()
    {
        host.Get<ZendeskWebhooks>().Subscribe(receiver.Url, Secret, "ticket.created");
        await ZendeskScene.OpenTicketAsync(host);
        await IdleAsync();

        var got = receiver.All.ShouldHaveSingleItem();
        got.Headers["X-Zendesk-Webhook-Signature"]
            .ShouldBe(ZendeskSignature.Sign(Secret, got.Headers["X-Zendesk-Webhook-Signature-Timestamp"], got.Body));
        got.Headers["X-Zendesk-Webhook-Signature-Timestamp"].ShouldBe("2026-11-24T09:00:00Z");
        var recorded = Shared.Read("fixtures/helpdesk/zendesk/webhook.ticket-created.raw.json");
        Shape
            .Missing(
                JsonSerializer.Deserialize<JsonElement>(recorded),
                JsonSerializer.Deserialize<JsonElement>(got.Body)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Replies_and_closing_are_told_too()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);
        host.Get<ZendeskWebhooks>().Subscribe(receiver.Url, Secret);
        host.Get<PretendZendesk>().CustomerReplies(id, "Where is it?");
        await IdleAsync();
        host.Get<PretendZendesk>().AgentCloses(id);
        await IdleAsync();

        var told = receiver.All.Select(got => JsonSerializer.Deserialize<JsonElement>(got.Body)).ToList();
        told.Select(got => got.GetProperty("type").GetString())
            .ShouldBe(["zen:event-type:ticket.comment_added", "zen:event-type:ticket.status_changed"]);
        told[0].GetProperty("event").GetProperty("comment").GetProperty("body").GetString().ShouldBe("Where is it?");
        told[1].GetProperty("event").GetProperty("current").GetString().ShouldBe("CLOSED");
    }

    private Task IdleAsync() => host.Get<ZendeskWebhooks>().Post.IdleAsync();
}
