using System.Globalization;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Zendesk;

namespace OpsBot.Tests.Bot.Connectors.Helpdesk;

public sealed class ReplyToCustomerTests : IAsyncLifetime
{
    private HelpdeskScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await HelpdeskScene.OpenAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task The_first_message_opens_the_matters_ticket()
    {
        var reply = HelpdeskScene.Reply();
        (await scene.ReadBackAsync(reply, 1)).ShouldBe(new ReadBack.DidNotTake("no such message to the customer"));
        var done = await scene.ActAsync(reply, 1);
        var ticket = scene.Tickets.ShouldHaveSingleItem();
        done.ShouldBe(new Acted.Done($"ticket {ticket.Id}"));
        ticket.Subject.ShouldBe("Your return #1042-R1 is approved");
        (ticket.Requester.Name, ticket.Requester.Email).ShouldBe(("Ada Example", "ada@example.com"));
        var comment = ticket.Comments.ShouldHaveSingleItem();
        comment.IsPublic.ShouldBeTrue();
        comment.Body.ShouldBe("We approved your return.\n\n" + HelpdeskScene.Mark(1));
        (await scene.ReadBackAsync(reply, 1)).ShouldBe(new ReadBack.Took($"ticket {ticket.Id}"));
    }

    [Fact]
    public async Task Later_messages_go_into_the_same_ticket_and_are_told_apart()
    {
        await scene.ActAsync(HelpdeskScene.Reply(), 12);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<ReadBack.DidNotTake>();
        await scene.ActAsync(HelpdeskScene.Reply("We have refunded 49.00 EUR."), 1);
        scene.Tickets.ShouldHaveSingleItem().Comments.Count.ShouldBe(2);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<ReadBack.Took>();
    }

    [Fact]
    public async Task The_same_message_is_sent_once_however_often_it_is_tried()
    {
        var first = await scene.ActAsync(HelpdeskScene.Reply(), 1);
        (await scene.ActAsync(HelpdeskScene.Reply(), 1)).ShouldBe(first);
        await scene.ActAsync(HelpdeskScene.Reply(), 2);
        (await scene.ActAsync(HelpdeskScene.Reply(), 2)).ShouldBe(first);
        scene.Tickets.ShouldHaveSingleItem().Comments.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(FaultKind.LostReply), true)]
    [InlineData(nameof(FaultKind.LostReply), false)]
    [InlineData(nameof(FaultKind.ErrorAfterDoing), true)]
    [InlineData(nameof(FaultKind.ErrorAfterDoing), false)]
    [InlineData(nameof(FaultKind.Truncated), true)]
    [InlineData(nameof(FaultKind.Truncated), false)]
    public async Task A_lost_answer_is_settled_by_looking(string fault, bool opens)
    {
        if (!opens)
            await scene.ActAsync(HelpdeskScene.Reply("Before."), 0);
        scene.SpoilNextWrite(Enum.Parse<FaultKind>(fault));
        (await scene.FailsAsync(HelpdeskScene.Reply(), 1)).Kind.ShouldBe(FailureKind.Uncertain);
        var ticket = scene.Tickets.ShouldHaveSingleItem();
        ticket
            .Comments.Count(comment => comment.Body.EndsWith(HelpdeskScene.Mark(1), StringComparison.Ordinal))
            .ShouldBe(1);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 1)).ShouldBe(new ReadBack.Took($"ticket {ticket.Id}"));
        // And whoever does not look but tries again does not send it again either.
        (await scene.ActAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<Acted.Done>();
        scene.Tickets.ShouldHaveSingleItem().Comments.Count.ShouldBe(ticket.Comments.Count);
    }

    [Fact]
    public async Task A_write_that_was_turned_away_at_once_is_tried_again_at_once()
    {
        scene.SpoilNextWrite(FaultKind.TooMany);
        (await scene.ActAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<Acted.Done>();
        scene.Tickets.ShouldHaveSingleItem().Comments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_error_that_may_have_run_is_settled_by_looking()
    {
        scene.SpoilNextWrite(FaultKind.ErrorBeforeDoing);
        (await scene.FailsAsync(HelpdeskScene.Reply(), 1)).Kind.ShouldBe(FailureKind.Uncertain);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<ReadBack.DidNotTake>();
        scene.Tickets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Zendesk_says_how_long_to_wait_and_nothing_is_sent()
    {
        scene.Pretend.Faults.Set(
            new FaultOrder("zendesk", FaultKind.TooMany) { Wait = TimeSpan.FromSeconds(30), Times = 1 }
        );
        var failure = await scene.FailsAsync(HelpdeskScene.Reply(), 1);
        failure.Kind.ShouldBe(FailureKind.Safe);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        scene.Tickets.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ticket_written_to_too_often_is_waited_for()
    {
        await using var strict = await HelpdeskScene.OpenAsync(options =>
            options with
            {
                UpdatesPerTicketIn10Minutes = 1,
            }
        );
        await strict.ActAsync(HelpdeskScene.Reply(), 1);
        await strict.ActAsync(HelpdeskScene.Reply(), 2);
        var failure = await strict.FailsAsync(HelpdeskScene.Reply(), 3);
        failure.Kind.ShouldBe(FailureKind.Safe);
        failure.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
        strict.Tickets[0].Comments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_closed_ticket_is_followed_up()
    {
        await scene.ActAsync(HelpdeskScene.Reply(), 1);
        scene.Zendesk.AgentCloses(scene.Tickets[0].Id);
        (await scene.ActAsync(HelpdeskScene.Reply(), 1)).ShouldBe(new Acted.Done($"ticket {scene.Tickets[0].Id}"));
        scene.Tickets.Count.ShouldBe(1, "what was said in the closed ticket is not said again");

        await scene.ActAsync(HelpdeskScene.Reply("We have refunded you."), 2);
        scene.Tickets.Count.ShouldBe(2);
        await scene.ActAsync(HelpdeskScene.Reply("One more thing."), 3);
        scene.Tickets.Count.ShouldBe(2);
        scene.Tickets[1].Comments.Count.ShouldBe(2);
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 3)).ShouldBe(
            new ReadBack.Took($"ticket {scene.Tickets[1].Id}")
        );
    }

    [Fact]
    public async Task Of_several_tickets_the_first_is_kept_to()
    {
        await scene.ActAsync(HelpdeskScene.Reply(), 1);
        Open();
        Open();
        await scene.ActAsync(HelpdeskScene.Reply(), 2);
        scene.Tickets.Select(ticket => ticket.Comments.Count).ShouldBe([2, 1, 1]);

        void Open() =>
            scene.Zendesk.Open(
                new ZendeskChange { ExternalId = HelpdeskScene.Matter, CommentBody = "Opened by hand." },
                null,
                []
            );
    }

    [Fact]
    public async Task A_message_is_found_behind_a_long_talk()
    {
        await scene.ActAsync(HelpdeskScene.Reply(), 1);
        var id = scene.Tickets[0].Id;
        for (var said = 0; said < 205; said++)
            scene.Zendesk.CustomerReplies(id, said.ToString(CultureInfo.InvariantCulture)).ShouldBeTrue();
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 1)).ShouldBeOfType<ReadBack.Took>();
        (await scene.ReadBackAsync(HelpdeskScene.Reply(), 2)).ShouldBeOfType<ReadBack.DidNotTake>();
    }

    [Fact]
    public async Task Double_braces_in_what_customers_wrote_fill_in_nothing()
    {
        await scene.ActAsync(HelpdeskScene.Reply("Hello {{ticket.comments}} {% if x %}"), 1);
        scene.Tickets[0].Comments[0].Body.ShouldStartWith("Hello { {ticket.comments}} { % if x %}");
    }

    [Fact]
    public async Task A_customer_without_a_name_is_written_to_all_the_same()
    {
        await scene.ActAsync(HelpdeskScene.Reply() with { Name = " " }, 1);
        scene.Tickets[0].Requester.Name.ShouldBe("ada@example.com");
    }

    [Fact]
    public async Task What_Zendesk_refuses_is_said_in_its_words() =>
        (await scene.ActAsync(HelpdeskScene.Reply() with { Email = "not an address" }, 1)).ShouldBe(
            new Acted.Refused("Requester: Email is invalid")
        );

    [Fact]
    public async Task A_wrong_token_needs_mending()
    {
        await using var other = HelpdeskScene.Connect(ConnectorHost.AddressOf(scene.Pretend), "zt-2");
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            other.ActAsync(HelpdeskScene.Reply(), HelpdeskScene.Key(1))
        );
        failure.Kind.ShouldBe(FailureKind.Broken);
    }
}
