using System.Text.Json;
using OpsBot.Sandbox.Zendesk;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.Zendesk;

public sealed class ZendeskTicketTests : IAsyncLifetime
{
    private const string Api = ZendeskScene.Api;
    private PretendHost host = null!;

    public async ValueTask InitializeAsync() => host = await ZendeskScene.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_opened_and_its_first_comment_is_mail_to_the_customer()
    {
        var opened = await host.PostAsync(Api + "/tickets", ZendeskScene.Ticket());

        opened.Status.ShouldBe(201);
        opened.Headers["Location"].ShouldEndWith($"/zendesk/api/v2/tickets/{Field(opened, "id")}.json");
        Effects().ShouldBe(["ticket opened return:1", "customer told return:1"]);
        host.Ledger.Entries.Last().Detail.ShouldBe("We approved your return.");
    }

    [Fact]
    public async Task The_answer_has_every_field_of_the_published_example()
    {
        var opened = await host.PostAsync(
            Api + "/tickets",
            Shared.Read("fixtures/helpdesk/zendesk/request.create-ticket.json")
        );
        var shown = await host.GetAsync($"{Api}/tickets/{Field(opened, "id")}.json");
        var listed = await host.GetAsync(Api + "/tickets?external_id=return:15264809266");

        Shape.Missing(Recorded("ticket.show.200.json"), shown.Json).ShouldBeEmpty();
        Shape.Missing(Recorded("tickets.list-by-external-id.200.json"), listed.Json).ShouldBeEmpty();
        listed.Json.GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_under_an_external_id_is_an_empty_list()
    {
        var listed = await host.GetAsync(Api + "/tickets?external_id=return:1");

        JsonElement.DeepEquals(listed.Json, Recorded("tickets.list-empty.200.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task External_ids_are_not_unique_and_the_oldest_comes_first()
    {
        var first = await ZendeskScene.OpenTicketAsync(host);
        var second = await ZendeskScene.OpenTicketAsync(host);
        await ZendeskScene.UpdateAsync(host, first, new { external_id = "other" });
        await ZendeskScene.UpdateAsync(host, first, new { external_id = "return:1" });

        var listed = await host.GetAsync(Api + "/tickets?external_id=return:1");

        listed
            .Json.GetProperty("tickets")
            .EnumerateArray()
            .Select(ticket => ticket.GetProperty("id").GetInt64())
            .ShouldBe([first, second]);
        (await host.GetAsync(Api + "/tickets?external_id=other")).Json.GetProperty("count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_ticket_reads_as_recorded()
    {
        var recorded = Recorded("error.404.recorded.json");

        var reply = await host.GetAsync(Api + "/tickets/1");

        reply.Status.ShouldBe(404);
        JsonElement.DeepEquals(reply.Json, recorded.GetProperty("body")).ShouldBeTrue();
        (await ZendeskScene.UpdateAsync(host, 1, new { status = "open" })).Status.ShouldBe(404);
        (await host.GetAsync(Api + "/tickets/1/comments")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_wrong_requester_reads_as_recorded()
    {
        var reply = await host.PostAsync(
            Api + "/tickets",
            """{"ticket":{"comment":{"body":"x"},"requester":{"name":"Ada","email":"nowhere"}}}"""
        );

        reply.Status.ShouldBe(422);
        JsonElement.DeepEquals(reply.Json, Recorded("error.422.record-invalid.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"ticket":{"subject":"x"}}""", 422)]
    [InlineData("""{"ticket":{"comment":{"body":"x"},"requester":{"email":"ada@example.com"}}}""", 422)]
    [InlineData("""{"ticket":{"comment":{"body":"x"},"priority":"asap"}}""", 422)]
    [InlineData("""{"subject":"x"}""", 400)]
    [InlineData("no json", 400)]
    public async Task A_wrong_ticket_is_refused(string body, int status)
    {
        (await host.PostAsync(Api + "/tickets", body)).Status.ShouldBe(status);

        host.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_comment_is_public_unless_it_says_otherwise()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);

        await ZendeskScene.UpdateAsync(host, id, new { comment = new { body = "Refunded." } });
        await ZendeskScene.UpdateAsync(host, id, new { comment = new { body = "By run 7.", @public = false } });

        var comments = (await host.GetAsync($"{Api}/tickets/{id}/comments")).Json.GetProperty("comments");
        comments
            .EnumerateArray()
            .Select(comment => comment.GetProperty("public").GetBoolean())
            .ShouldBe([true, true, false]);
        Effects().Skip(1).ShouldBe(["customer told return:1", "customer told return:1", "note written return:1"]);
    }

    [Fact]
    public async Task A_long_mail_is_written_down_by_its_first_80_characters()
    {
        await host.PostAsync(
            Api + "/tickets",
            ZendeskScene.Ticket(externalId: null, body: new string('x', 200), isPublic: false)
        );

        var note = host.Ledger.Entries.Last();
        note.Effect.ShouldBe("note written");
        note.Subject.ShouldStartWith("ticket 35");
        note.Detail.Length.ShouldBe(80);
    }

    [Fact]
    public async Task Tags_replace_the_list_and_fields_are_merged()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);

        await ZendeskScene.UpdateAsync(
            host,
            id,
            new { tags = "B a".Split(' '), custom_fields = new[] { new { id = 1, value = "x" } } }
        );
        var changed = await ZendeskScene.UpdateAsync(
            host,
            id,
            new { custom_fields = new[] { new { id = 2, value = "y" } } }
        );

        var ticket = changed.Json.GetProperty("ticket");
        ticket.GetProperty("tags").ToString().ShouldBe("""["a","b"]""");
        ticket.GetProperty("custom_fields").ToString().ShouldBe("""[{"id":1,"value":"x"},{"id":2,"value":"y"}]""");
    }

    [Fact]
    public async Task A_safe_update_is_refused_when_somebody_was_faster()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);
        var stamp = Field(await host.GetAsync($"{Api}/tickets/{id}"), "updated_at");
        var note = new
        {
            comment = new { body = "x", @public = false },
            safe_update = true,
            updated_stamp = stamp,
        };
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        (await ZendeskScene.UpdateAsync(host, id, note)).Status.ShouldBe(200);
        var late = await ZendeskScene.UpdateAsync(host, id, note);
        var without = await ZendeskScene.UpdateAsync(host, id, new { safe_update = true });

        (late.Status, without.Status).ShouldBe((409, 400));
        late["error"].ShouldBe("UpdateConflict");
        Effects().Count(effect => effect.StartsWith("note", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_ticket_takes_no_more_and_says_so_as_recorded()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);
        var zendesk = host.Get<PretendZendesk>();
        zendesk.AgentCloses(id).ShouldBeTrue();

        var reply = await ZendeskScene.UpdateAsync(host, id, new { comment = new { body = "x" } });

        reply.Status.ShouldBe(422);
        JsonElement.DeepEquals(reply.Json, Recorded("error.422.closed-ticket.json")).ShouldBeTrue();
        zendesk.CustomerReplies(id, "Hello?").ShouldBeFalse();
        zendesk.AgentCloses(id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_customers_reply_reopens_a_solved_ticket_and_is_no_effect_of_ours()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);
        await ZendeskScene.UpdateAsync(host, id, new { status = "solved" });

        host.Get<PretendZendesk>().CustomerReplies(id, "Where is it?").ShouldBeTrue();

        var ticket = host.Get<PretendZendesk>().Find(id)!;
        (ticket.Status, ticket.Comments[^1].Author.Email).ShouldBe(("open", "ada@example.com"));
        Effects().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Comments_come_in_pages_by_number_or_by_cursor_and_newest_first_on_request()
    {
        var id = await ZendeskScene.OpenTicketAsync(host);
        await ZendeskScene.UpdateAsync(host, id, new { comment = new { body = "two" } });
        await ZendeskScene.UpdateAsync(host, id, new { comment = new { body = "three" } });

        var first = await host.GetAsync($"{Api}/tickets/{id}/comments.json?per_page=2&sort_order=desc");
        var second = await host.GetAsync(new Uri(first["next_page"]!).PathAndQuery);
        Bodies(first).ShouldBe(["three", "two"]);
        Bodies(second).ShouldBe(["We approved your return."]);
        second.Json.GetProperty("next_page").ValueKind.ShouldBe(JsonValueKind.Null);
        var whole = await host.GetAsync($"{Api}/tickets/{id}/comments.json?per_page=3");
        whole.Json.GetProperty("next_page").ValueKind.ShouldBe(JsonValueKind.Null);

        var cursor = await host.GetAsync($"{Api}/tickets/{id}/comments?page[size]=2");
        Bodies(cursor).ShouldBe(["We approved your return.", "two"]);
        cursor.Json.GetProperty("meta").GetProperty("has_more").GetBoolean().ShouldBeTrue();
        var next = await host.GetAsync(
            new Uri(cursor.Json.GetProperty("links").GetProperty("next").GetString()!).PathAndQuery
        );
        Bodies(next).ShouldBe(["three"]);
    }

    private IEnumerable<string> Effects() => host.Ledger.Entries.Select(entry => $"{entry.Effect} {entry.Subject}");

    private static IEnumerable<string?> Bodies(Reply reply) =>
        reply.Json.GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("body").GetString());

    private static string Field(Reply reply, string name) =>
        reply.Json.GetProperty("ticket").GetProperty(name).ToString();

    private static JsonElement Recorded(string file) =>
        JsonSerializer.Deserialize<JsonElement>(Shared.Read("fixtures/helpdesk/zendesk/" + file));
}
