using System.Net;
using System.Text;
using System.Text.Json;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Shopify;
using OpsBot.Tests.Bot.Connectors.Shopify;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot;

/// <summary>A return from the customer's click to the last effect: real bot, real HTTP, real signatures, real SQLite.</summary>
public sealed class WholeTripTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_small_return_is_cleared_in_every_system_without_anybody()
    {
        var request = sandbox.Request(20, 70);
        await sandbox.ToldAsync("return closed", request.Name);
        var run = await sandbox.RunAsync(request, run => run.Stage is Stage.Closed);

        run.Outcome.ShouldBe(Outcome.Cleared);
        run.Rule.ShouldBe("goods-are-back");
        var told = Told(request.Name, request.Order.Name, request.Gid);
        told.Count(effect => effect == "refund").ShouldBe(1);
        told.ShouldBeSubsetOf(told.Distinct().Concat(["order tagged", "note written"]));
        foreach (
            var effect in new[]
            {
                "return approved",
                "return expected",
                "refund",
                "customer told",
                "order tagged",
                "return processed",
            }
        )
            (await sandbox.ToldAsync(effect, "")).ShouldNotBeNull();
        var log = await File.ReadAllTextAsync(
            Path.Combine(sandbox.Folder, "log", "Returns.csv"),
            TestContext.Current.CancellationToken
        );
        log.ShouldContain(request.Name);
    }

    [Fact]
    public async Task A_large_return_is_a_card_and_one_click_carries_it_out()
    {
        var request = sandbox.Request(120, 290, note: "Broken. <!channel> =HYPERLINK(1)");
        var card = await sandbox.CardAsync(request, card => card.Offers("approve"));
        sandbox.Ledger.Entries.ShouldNotContain(entry =>
            entry.Effect == "return approved" && entry.Subject == request.Name
        );

        await sandbox.Slack.ClickAsync(
            SandboxFixture.Agent,
            SandboxFixture.Channel,
            card.Ts,
            "approve",
            stop: SandboxFixture.Soon
        );
        await sandbox.ToldAsync("return closed", request.Name);
        var run = await sandbox.RunAsync(request, run => run.Stage is Stage.Closed);
        run.Outcome.ShouldBe(Outcome.Approved);

        var decided = await sandbox.CardAsync(
            request,
            message =>
                !message.Offers("approve")
                && message.Blocks.GetRawText().Contains("It is done.", StringComparison.Ordinal)
        );
        decided.Ts.ShouldBe(card.Ts);
        var shown = decided.Blocks.GetRawText();
        shown.ShouldContain(SandboxFixture.Agent);
        shown.ShouldContain($"Close return {request.Name}");
        shown.ShouldNotContain("still to come");
        shown.ShouldNotContain("<!channel>");
    }

    [Fact]
    public async Task A_denial_asks_why_and_moves_no_money()
    {
        var request = sandbox.Request(120, 290);
        var card = await sandbox.CardAsync(request, card => card.Offers("deny"));
        await sandbox.Slack.ClickAsync(
            SandboxFixture.Agent,
            SandboxFixture.Channel,
            card.Ts,
            "deny",
            stop: SandboxFixture.Soon
        );
        var form = await sandbox.Slack.ViewAsync(SandboxFixture.Agent, _ => true, SandboxFixture.Soon);
        var accepted = await sandbox.Slack.SubmitViewAsync(
            SandboxFixture.Agent,
            form.Id,
            new Dictionary<string, string> { ["reason"] = "Worn too long" },
            SandboxFixture.Soon
        );
        accepted.IsAccepted.ShouldBeTrue();
        await sandbox.ToldAsync("return declined", request.Name);
        var run = await sandbox.RunAsync(request, run => run.Stage is Stage.Closed);

        run.Outcome.ShouldBe(Outcome.Denied);
        Told(request.Name, request.Order.Name).ShouldNotContain("refund");
    }

    [Fact]
    public async Task Who_may_not_decide_hears_so_and_who_is_second_hears_who_was_first()
    {
        var request = sandbox.Request(120, 290);
        var card = await sandbox.CardAsync(request, card => card.Offers("approve"));
        await sandbox.Slack.ClickAsync(
            SandboxFixture.Guest,
            SandboxFixture.Channel,
            card.Ts,
            "approve",
            stop: SandboxFixture.Soon
        );
        await sandbox.Slack.EphemeralAsync(
            SandboxFixture.Guest,
            message => message.Text.Contains("can decide", StringComparison.Ordinal),
            SandboxFixture.Soon
        );
        (await sandbox.RunAsync(request, _ => true)).Stage.ShouldBe(Stage.Asking);

        await Task.WhenAll(
            sandbox.Slack.ClickAsync(
                SandboxFixture.Agent,
                SandboxFixture.Channel,
                card.Ts,
                "approve",
                stop: SandboxFixture.Soon
            ),
            sandbox.Slack.ClickAsync(
                SandboxFixture.Lead,
                SandboxFixture.Channel,
                card.Ts,
                "approve",
                stop: SandboxFixture.Soon
            )
        );
        await sandbox.ToldAsync("return closed", request.Name);
        Told(request.Name).Count(effect => effect == "return approved").ShouldBe(1);
    }

    [Fact]
    public async Task A_return_declined_by_hand_withdraws_its_card()
    {
        var request = sandbox.Request(120, 290);
        await sandbox.CardAsync(request, card => card.Offers("approve"));
        sandbox.Shopify.Merchant.Decline(request);

        (await sandbox.RunAsync(request, run => run.Stage is Stage.Closed)).Outcome.ShouldBe(Outcome.Withdrawn);
        await sandbox.CardAsync(request, card => !card.Offers("approve"));
    }

    [Fact]
    public async Task A_paused_loop_parks_and_resuming_loses_nothing()
    {
        await CommandAsync(SandboxFixture.Agent, "/ops pause returns", "lead");
        await CommandAsync(SandboxFixture.Lead, "/ops pause returns because stocktaking", "paused");
        var request = sandbox.Request(20, 70);
        await sandbox.RunAsync(request, run => run.Stage is Stage.Caught);
        await CommandAsync(SandboxFixture.Agent, "/ops status", "stocktaking");
        await CommandAsync(SandboxFixture.Lead, "/ops resume returns", "resumed");

        await sandbox.RunAsync(request, run => run.Stage is Stage.Closed);
        await CommandAsync(SandboxFixture.Agent, $"/ops run {request.Name}", "Closed");
    }

    [Theory]
    [InlineData("shopify", "mutation ApproveReturn", "LostReply")]
    [InlineData("shopify", "mutation RefundOrder", "LostReply")]
    [InlineData("shopify", "mutation RefundOrder", "ErrorAfterDoing")]
    [InlineData("shopify", "mutation TagOrder", "Truncated")]
    [InlineData("shopify", "mutation ProcessReturn", "LostReply")]
    [InlineData("shopify", "mutation CloseReturn", "ErrorAfterDoing")]
    [InlineData("shipbob", "reference_id", "LostReply")]
    [InlineData("zendesk", "comment", "LostReply")]
    public async Task What_a_system_did_without_an_answer_is_not_done_again(string system, string body, string fault)
    {
        sandbox.Faults.Set(new FaultOrder(system, Enum.Parse<FaultKind>(fault)) { Body = body, Times = 1 });
        var request = sandbox.Request(20, 70);
        await sandbox.ToldAsync("return closed", request.Name);
        await sandbox.RunAsync(request, run => run.Stage is Stage.Closed);
        sandbox.Faults.Armed.ShouldBeEmpty("the fault never happened");

        sandbox
            .Ledger.Doubled()
            .Keys.Where(what =>
                what.Contains(request.Name, StringComparison.Ordinal)
                || what.Contains(request.Gid, StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sample_that_Shopify_itself_posts_starts_a_run_and_ends_in_a_card()
    {
        var recorded = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/shopify/webhooks/returns.request.json")
        );
        var shop = new PretendShopifyOptions();
        var body = recorded.GetProperty("body").GetRawText();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.Bot, "webhooks/shopify"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var header in recorded.GetProperty("headers").EnumerateObject())
            if (header.Name.StartsWith("x-shopify", StringComparison.Ordinal) && header.Name != "x-shopify-shop-domain")
                request.Headers.Add(header.Name, header.Value.GetString());
        request.Headers.Add("x-shopify-shop-domain", shop.Domain);
        request.Headers.Add("x-shopify-hmac-sha256", Webhook.Sign(body, shop.ClientSecret));

        (await sandbox.StatusAsync(request)).ShouldBe(HttpStatusCode.OK);
        var id = recorded.GetProperty("body").GetProperty("admin_graphql_api_id").GetString()!;
        var run = await sandbox.RunAsync(id, run => run.Stage is Stage.Asking or Stage.Closed);
        if (run.Stage is Stage.Asking)
            await sandbox.CardAsync(
                "",
                card => card.Offers("approve") && card.Blocks.GetRawText().Contains(id, StringComparison.Ordinal)
            );
        else
            run.Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_return_that_the_shop_does_not_know_is_dropped_with_its_reason()
    {
        const string body = """{"id":4711,"admin_graphql_api_id":"gid://shopify/Return/4711","name":"#9-R9"}""";
        var shop = new PretendShopifyOptions();
        using var request = Webhook.To(new Uri(sandbox.Bot, "webhooks/shopify"), "returns/request", body);
        request.Headers.Remove("X-Shopify-Hmac-Sha256");
        request.Headers.Add("X-Shopify-Hmac-Sha256", Webhook.Sign(body, shop.ClientSecret));
        request.Headers.Remove("X-Shopify-Shop-Domain");
        request.Headers.Add("X-Shopify-Shop-Domain", shop.Domain);

        (await sandbox.StatusAsync(request)).ShouldBe(HttpStatusCode.OK);
        var run = await sandbox.RunAsync("#9-R9", run => run.Stage is Stage.Closed);
        run.Outcome.ShouldBe(Outcome.Dropped);
        run.Rule.ShouldBe("unknown-return");
    }

    /// <summary>Types a command and waits for its answer, which comes later where the channel is told first.</summary>
    private async Task CommandAsync(string user, string typed, string says)
    {
        var before = sandbox.Slack.Ephemerals(user).Count;
        var reply = await sandbox.Slack.CommandAsync(user, SandboxFixture.Channel, typed, SandboxFixture.Soon);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var soon = SandboxFixture.Soon;
        while (!Answered().Contains(says, StringComparison.OrdinalIgnoreCase) && !soon.IsCancellationRequested)
            await timer.WaitForNextTickAsync(CancellationToken.None);
        Answered().ShouldContain(says, Case.Insensitive);

        string Answered() =>
            reply.Body
            + string.Join(
                '\n',
                sandbox
                    .Slack.Ephemerals(user)
                    .Skip(before)
                    .Select(message => message.Text + message.Blocks.GetRawText())
            );
    }

    private List<string> Told(params string[] about) =>
        [
            .. sandbox
                .Ledger.Entries.Where(entry =>
                    about.Any(name => entry.Subject.Contains(name, StringComparison.Ordinal))
                )
                .Select(entry => entry.Effect),
        ];
}
