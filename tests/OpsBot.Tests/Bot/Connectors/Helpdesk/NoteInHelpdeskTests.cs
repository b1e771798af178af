using OpsBot.Bot.Connectors.Helpdesk;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Http;

namespace OpsBot.Tests.Bot.Connectors.Helpdesk;

public sealed class NoteInHelpdeskTests : IAsyncLifetime
{
    private HelpdeskScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await HelpdeskScene.OpenAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task A_note_is_never_public_neither_alone_nor_in_a_ticket_that_is_there()
    {
        await scene.ActAsync(HelpdeskScene.Note(), 1);
        await scene.ActAsync(HelpdeskScene.Note("And another."), 2);
        var ticket = scene.Tickets.ShouldHaveSingleItem();
        ticket.Comments.Select(comment => comment.IsPublic).ShouldBe([false, false]);
        (await scene.ReadBackAsync(HelpdeskScene.Note(), 2)).ShouldBe(new ReadBack.Took($"ticket {ticket.Id}"));
    }

    [Fact]
    public async Task A_note_joins_the_customers_ticket()
    {
        await scene.ActAsync(HelpdeskScene.Reply(), 1);
        await scene.ActAsync(HelpdeskScene.Note(), 2);
        scene.Tickets.ShouldHaveSingleItem().Comments.Select(comment => comment.IsPublic).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_reply_does_not_go_where_no_customer_would_get_it()
    {
        await scene.ActAsync(HelpdeskScene.Note(), 1);
        await scene.ActAsync(HelpdeskScene.Reply(), 2);
        scene.Tickets.Select(ticket => ticket.Requester.Email).ShouldBe(["bot@shop.example", "ada@example.com"]);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 2)).ShouldBe(
            new ReadBack.Took($"ticket {scene.Tickets[1].Id}")
        );
    }

    [Fact]
    public async Task A_note_and_a_message_under_one_key_are_not_taken_for_each_other()
    {
        await scene.ActAsync(HelpdeskScene.Note(), 1);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<ReadBack.DidNotTake>();
    }

    [Fact]
    public async Task A_ticket_that_closes_at_the_last_moment_is_followed_up()
    {
        await using var server = await ScriptedServer.OpenAsync();
        await using var connector = HelpdeskScene.Connect(server.Url);
        server.Then(
            200,
            $$"""{"tickets":[{"id":7,"external_id":"{{HelpdeskScene.Matter}}","status":"solved","tags":[]}]}"""
        );
        server.Then(200, """{"comments":[],"meta":{"has_more":false}}""");
        server.Then(
            422,
            """{"error":"RecordInvalid","details":{"status":[{"description":"Status: closed prevents ticket update"}]}}"""
        );
        server.Then(200, """{"ticket":{"id":7,"status":"closed","tags":[]}}""");
        server.Then(201, """{"ticket":{"id":8,"status":"open","tags":[]}}""");
        var done = await connector.ActAsync(HelpdeskScene.Reply(), HelpdeskScene.Key(1));
        done.ShouldBe(new Acted.Done("ticket 8"));
        var ticket = server.Asked[^1].Json.GetProperty("ticket");
        ticket.GetProperty("via_followup_source_id").GetInt64().ShouldBe(7);
        ticket.GetProperty("external_id").GetString().ShouldBe(HelpdeskScene.Matter);
        server.Asked[^1].Headers["Idempotency-Key"].ShouldBe($"opsbot-{HelpdeskScene.Key(1)}");
    }

    [Theory]
    [InlineData(409, nameof(FailureKind.Safe))]
    [InlineData(404, nameof(FailureKind.Safe))]
    [InlineData(400, nameof(FailureKind.Broken))]
    [InlineData(500, nameof(FailureKind.Uncertain))]
    public async Task What_is_known_after_a_failed_update_is_told(int status, string kind)
    {
        await using var server = await ScriptedServer.OpenAsync();
        await using var connector = HelpdeskScene.Connect(server.Url);
        server.Then(200, $$"""{"tickets":[{"id":7,"external_id":"{{HelpdeskScene.Matter}}","status":"open"}]}""");
        server.Then(200, """{"comments":[],"meta":{"has_more":false}}""").Then(status, "plain text");
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            connector.ActAsync(HelpdeskScene.Reply(), HelpdeskScene.Key(1))
        );
        failure.Kind.ToString().ShouldBe(kind);
    }

    [Fact]
    public async Task Zendesk_is_asked_who_we_are()
    {
        (await CheckAsync(scene.Connector)).ShouldBeNull();
        await using var wrong = HelpdeskScene.Connect(ConnectorHost.AddressOf(scene.Pretend), "zt-2");
        var says = (await CheckAsync(wrong)).ShouldNotBeNull();
        says.ShouldStartWith("Zendesk does not know bot@shop.example with this token");
        wrong.Logged.ShouldContain(says);
        wrong.Logged.ShouldAllBe(line => !line.Contains("zt-2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401, "{}", "does not know")]
    [InlineData(200, """{"user":{"id":1,"role":"end-user"}}""", "is no agent")]
    [InlineData(200, """{"user":{"id":1,"role":"admin"}}""", null)]
    public async Task Other_answers_to_that_are_understood(int status, string body, string? says)
    {
        await using var server = await ScriptedServer.OpenAsync();
        await using var connector = HelpdeskScene.Connect(server.Url);
        server.Then(status, body);
        var wrong = await CheckAsync(connector);
        if (says is null)
            wrong.ShouldBeNull();
        else
            wrong.ShouldNotBeNull().ShouldContain(says);
    }

    private static Task<string?> CheckAsync(ConnectorHost connector) =>
        connector.Get<ZendeskIdentity>().CheckAsync(TestContext.Current.CancellationToken);
}
