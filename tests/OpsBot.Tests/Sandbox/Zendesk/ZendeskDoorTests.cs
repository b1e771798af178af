using System.Text.Json;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.Zendesk;

public sealed class ZendeskDoorTests
{
    private const string Api = ZendeskScene.Api;

    [Fact]
    public async Task A_wrong_token_makes_an_anonymous_user_with_200_and_nothing_else_opens()
    {
        await using var host = await ZendeskScene.OpenAsync();
        (await MeAsync(host)).GetProperty("role").GetString().ShouldBe("agent");

        host.Headers["Authorization"] = "Basic d3Jvbmc=";

        var me = await MeAsync(host);
        me.GetProperty("name").GetString().ShouldBe("Anonymous user");
        me.GetProperty("role").GetString().ShouldBe("end-user");
        (await host.PostAsync(Api + "/tickets", ZendeskScene.Ticket())).Status.ShouldBe(401);
        host.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_key_with_the_same_body_is_one_ticket_for_two_hours()
    {
        await using var host = await ZendeskScene.OpenAsync();

        var first = await OpenAsync(host, "We approved your return.");
        var again = await OpenAsync(host, "We approved your return.");
        host.Clock.Advance(TimeSpan.FromHours(2));
        var later = await OpenAsync(host, "We approved your return.");

        first.Headers["x-idempotency-lookup"].ShouldBe("miss");
        again.Headers["x-idempotency-lookup"].ShouldBe("hit");
        again.Status.ShouldBe(201);
        again.Text.ShouldBe(first.Text);
        later.Headers["x-idempotency-lookup"].ShouldBe("miss");
        host.Ledger.Entries.Count(entry => entry.Effect == "ticket opened").ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var host = await ZendeskScene.OpenAsync();
        await OpenAsync(host, "one");

        var other = await OpenAsync(host, "two");

        other.Status.ShouldBe(400);
        host.Ledger.Entries.Count(entry => entry.Effect == "ticket opened").ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_at_once_under_one_key_open_one_ticket()
    {
        await using var host = await ZendeskScene.OpenAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync(host, "x")));

        replies.Count(reply => reply.Headers["x-idempotency-lookup"] == "miss").ShouldBe(1);
        host.Ledger.Entries.Count(entry => entry.Effect == "ticket opened").ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_calls_are_refused_as_recorded()
    {
        var recorded = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/helpdesk/zendesk/rate-limited.429.headers.json")
        );
        await using var host = await ZendeskScene.OpenAsync();
        for (var call = 0; call < 700; call++)
            (await host.GetAsync(Api + "/users/me")).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromSeconds(59));

        var refused = await host.GetAsync(Api + "/users/me");

        refused.Status.ShouldBe(recorded.GetProperty("status").GetInt32());
        refused.Text.ShouldBe(recorded.GetProperty("body").GetString());
        foreach (var header in recorded.GetProperty("headers").EnumerateObject())
            refused.Headers[header.Name].ShouldStartWith(header.Value.GetString()!);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.GetAsync(Api + "/users/me")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Updates_are_counted_for_the_account_and_for_the_ticket()
    {
        await using var host = await ZendeskScene.OpenAsync(options =>
            options with
            {
                UpdatesPerTicketIn10Minutes = 2,
                UpdatesPerMinute = 3,
            }
        );
        var (one, two) = (await ZendeskScene.OpenTicketAsync(host), await ZendeskScene.OpenTicketAsync(host));

        (await StatusAsync(one), await StatusAsync(one), await StatusAsync(one)).ShouldBe((200, 200, 429));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusAsync(one), await StatusAsync(two), await StatusAsync(two)).ShouldBe((429, 200, 200));
        (await StatusAsync(two)).ShouldBe(429);

        async Task<int> StatusAsync(long id) =>
            (await ZendeskScene.UpdateAsync(host, id, new { priority = "high" })).Status;
    }

    [Fact]
    public async Task A_user_is_found_by_email()
    {
        await using var host = await ZendeskScene.OpenAsync();
        await ZendeskScene.OpenTicketAsync(host);

        var found = await host.GetAsync(Api + "/users/search.json?query=type:user email:ADA@example.com");

        found.Json.GetProperty("count").GetInt32().ShouldBe(1);
        found.Json.GetProperty("users")[0].GetProperty("name").GetString().ShouldBe("Ada Example");
    }

    private static Task<Reply> OpenAsync(PretendHost host, string body) =>
        host.PostAsync(Api + "/tickets", ZendeskScene.Ticket(body: body), ("Idempotency-Key", "run-1"));

    private static async Task<JsonElement> MeAsync(PretendHost host)
    {
        var reply = await host.GetAsync(Api + "/users/me.json");
        reply.Status.ShouldBe(200);
        return reply.Json.GetProperty("user");
    }
}
