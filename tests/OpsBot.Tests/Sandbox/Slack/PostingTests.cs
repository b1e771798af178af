using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class PostingTests
{
    [Fact]
    public async Task A_message_comes_back_with_its_ts_and_filled_in_blocks()
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.CallAsync("chat.postMessage", Escalation());
        var message = reply.Body.GetProperty("message");
        reply.Body.Text("channel").ShouldBe("C0OPS");
        message.Text("ts").ShouldBe(reply.Body.Text("ts"));
        message.Text("bot_id").ShouldBe("B0OPSBOT");
        message.List("blocks").First().Text("block_id").ShouldNotBeNullOrEmpty();
        room.Ledger.Entries.Single()
            .ShouldSatisfyAllConditions(
                entry => entry.System.ShouldBe("slack"),
                entry => entry.Effect.ShouldBe("message posted"),
                entry => entry.Subject.ShouldBe("esc-7")
            );
    }

    [Fact]
    public async Task The_same_card_twice_shows_in_the_ledger()
    {
        await using var room = await SlackRoom.OpenAsync();
        await room.PostAsync(Escalation());
        room.Ledger.Doubled().ShouldBeEmpty();
        await room.PostAsync(Escalation());
        room.Ledger.Doubled().ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    [Fact]
    public async Task Every_ts_is_new_and_later_even_while_the_clock_stands_still()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Limits = SlackLimits.None);
        var stamps = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => room.PostAsync(new { channel = "C0OPS", text = $"{number}" }))
        );
        stamps.Distinct(StringComparer.Ordinal).Count().ShouldBe(20);
        var listed = room.Slack.Messages("C0OPS").Select(message => message.Ts).ToList();
        listed.ShouldBe(listed.Order(StringComparer.Ordinal));
        stamps[0].ShouldMatch(@"^\d{10}\.\d{6}$");
    }

    [Theory]
    [InlineData("C0NONE", "channel_not_found")]
    [InlineData("G0SECRET", "channel_not_found")]
    [InlineData("C0AWAY", "not_in_channel")]
    [InlineData("C0OLD", "is_archived")]
    public async Task A_channel_the_bot_cannot_write_to_is_named(string channel, string error)
    {
        await using var room = await SlackRoom.OpenAsync(options =>
        {
            options.Channels.Add(new("G0SECRET", "secret") { IsPrivate = true, HasBot = false });
            options.Channels.Add(new("C0AWAY", "away") { HasBot = false });
            options.Channels.Add(new("C0OLD", "old") { IsArchived = true });
        });
        (await room.CallAsync("chat.postMessage", Escalation(channel))).Error.ShouldBe(error);
    }

    [Fact]
    public async Task Nothing_to_say_is_refused() =>
        (await (await SlackRoom.OpenAsync()).CallAsync("chat.postMessage", new { channel = "C0OPS" })).Error.ShouldBe(
            "no_text"
        );

    [Fact]
    public async Task Wrong_blocks_are_refused_as_Slack_words_it()
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.CallAsync(
            "chat.postMessage",
            new { channel = "C0OPS", blocks = (object[])[new { type = "header", text = Words(new string('x', 151)) }] }
        );
        reply.Error.ShouldBe("invalid_blocks");
        reply.Reasons.ShouldBe(["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"]);
        reply
            .Body.List("errors")
            .Single()
            .GetString()
            .ShouldBe("must be less than 151 characters [json-pointer:/blocks/0/text/text]");
        room.Slack.Messages("C0OPS").ShouldBeEmpty();
    }

    [Fact]
    public async Task Blocks_that_are_no_list_or_too_much_together_are_refused()
    {
        await using var room = await SlackRoom.OpenAsync();
        var noList = await room.CallAsync("chat.postMessage", new { channel = "C0OPS", blocks = "[{" });
        noList.Error.ShouldBe("invalid_blocks_format");
        var much = Enumerable.Repeat(Section(new string('x', 2900)), 5);
        (await room.CallAsync("chat.postMessage", new { channel = "C0OPS", blocks = much })).Error.ShouldBe(
            "msg_blocks_too_long"
        );
    }

    [Fact]
    public async Task Text_is_cut_at_forty_thousand_characters()
    {
        await using var room = await SlackRoom.OpenAsync();
        await room.PostAsync(new { channel = "C0OPS", text = new string('x', 40_001) });
        room.Slack.Messages("C0OPS").Single().Text.Length.ShouldBe(40_000);
    }

    [Fact]
    public async Task Metadata_must_be_flat_named_and_small()
    {
        await using var room = await SlackRoom.OpenAsync();
        await RefuseAsync(new { event_type = "posted" }, "invalid_metadata_format");
        await RefuseAsync(
            new { event_type = "posted", event_payload = new { nested = new { a = 1 } } },
            "invalid_metadata_format"
        );
        await RefuseAsync(new { event_type = "posted", event_payload = new { cardId = 1 } }, "invalid_metadata_format");
        await RefuseAsync(
            new { event_type = "posted", event_payload = new { big = new string('x', 17_000) } },
            "metadata_too_large"
        );

        async Task RefuseAsync(object metadata, string error)
        {
            var reply = await room.CallAsync(
                "chat.postMessage",
                new
                {
                    channel = "C0OPS",
                    text = "x",
                    metadata,
                }
            );
            reply.Error.ShouldBe(error);
        }
    }

    [Fact]
    public async Task A_reply_goes_to_a_parent_and_to_nothing_else()
    {
        await using var room = await SlackRoom.OpenAsync();
        var parent = await room.PostAsync(Escalation());
        var reply = await room.PostAsync(Reply(parent));
        room.Slack.Messages("C0OPS")[1].IsReply.ShouldBeTrue();
        (await room.CallAsync("chat.postMessage", Reply(reply))).Error.ShouldBe("cannot_reply_to_message");
        (await room.CallAsync("chat.postMessage", Reply("1.000001"))).Error.ShouldBe("cannot_reply_to_message");

        static object Reply(string ts) =>
            new
            {
                channel = "C0OPS",
                text = "Approved",
                thread_ts = ts,
            };
    }

    [Fact]
    public async Task A_message_to_a_person_opens_the_direct_conversation_that_updates_then_need()
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.CallAsync("chat.postMessage", new { channel = "U0LEAD", text = "hello" });
        var direct = reply.Body.Text("channel")!;
        direct.ShouldStartWith("D");
        (await room.CallFormAsync("conversations.open", ("users", "U0LEAD")))
            .Body.GetProperty("channel")
            .Text("id")
            .ShouldBe(direct);
        var ts = reply.Body.Text("ts");
        var byPerson = new
        {
            channel = "U0LEAD",
            ts,
            text = "x",
        };
        (await room.CallAsync("chat.update", byPerson)).Error.ShouldBe("channel_not_found");
        (await room.CallAsync("chat.update", byPerson with { channel = direct })).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task An_ephemeral_is_for_one_member_and_cannot_be_updated()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
            options.Users.Add(new("U0GONE", "Gone", "Europe/Berlin") { IsDeactivated = true })
        );
        var said = new
        {
            channel = "C0OPS",
            user = "U0OPS",
            text = "Already approved",
        };
        var ts = (await room.CallAsync("chat.postEphemeral", said)).Body.Text("message_ts");
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldBe("Already approved");
        room.Slack.Ephemerals("U0LEAD").ShouldBeEmpty();
        room.Slack.Messages("C0OPS").ShouldBeEmpty();
        (
            await room.CallAsync(
                "chat.update",
                new
                {
                    channel = "C0OPS",
                    ts,
                    text = "x",
                }
            )
        ).Error.ShouldBe("message_not_found");
        (await room.CallAsync("chat.postEphemeral", said with { user = "U0GONE" })).Error.ShouldBe(
            "user_not_in_channel"
        );
    }

    [Fact]
    public async Task Waiting_ends_when_the_message_comes()
    {
        await using var room = await SlackRoom.OpenAsync();
        var waiting = room.Slack.MessageAsync("C0OPS", message => message.Offers("approve"), SlackRoom.Stop);
        waiting.IsCompleted.ShouldBeFalse();
        await room.PostAsync(Escalation());
        (await waiting).Text.ShouldContain("1042");
    }
}
