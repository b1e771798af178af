using System.Text.Json;
using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class UpdateTests
{
    [Fact]
    public async Task Text_alone_takes_the_blocks_away_and_marks_the_message_as_edited()
    {
        await using var room = await SlackRoom.OpenAsync();
        var message = await UpdateAsync(room, new { text = "Decided" });
        message.Blocks.GetArrayLength().ShouldBe(0);
        message.Text.ShouldBe("Decided");
        message.IsEdited.ShouldBeTrue();
    }

    [Fact]
    public async Task Text_with_blocks_shows_the_blocks_without_a_mark()
    {
        await using var room = await SlackRoom.OpenAsync();
        var message = await UpdateAsync(room, new { text = "Decided", blocks = (object[])[Section("Approved")] });
        message.Blocks.GetArrayLength().ShouldBe(1);
        message.Offers("approve").ShouldBeFalse();
        message.IsEdited.ShouldBeFalse();
    }

    [Fact]
    public async Task Neither_text_nor_blocks_keeps_both_and_metadata_stays_until_cleared()
    {
        await using var room = await SlackRoom.OpenAsync();
        var kept = await UpdateAsync(room, new { });
        kept.Offers("approve").ShouldBeTrue();
        kept.Metadata.ShouldNotBeNull();
        (await UpdateAsync(room, new { metadata = new { } })).Metadata.ShouldBeNull();
    }

    [Fact]
    public async Task Only_a_message_of_its_own_that_is_still_there_can_be_changed()
    {
        await using var room = await SlackRoom.OpenAsync();
        var theirs = room.Slack.Say("U0OPS", "C0OPS", "hello").Ts;
        (await Call("chat.update", theirs)).Error.ShouldBe("cant_update_message");
        (await Call("chat.delete", theirs)).Error.ShouldBe("cant_delete_message");
        var own = await room.PostAsync(Escalation());
        (await Call("chat.delete", own)).IsOk.ShouldBeTrue();
        (await Call("chat.update", own)).Error.ShouldBe("message_not_found");
        (await Call("chat.delete", own)).Error.ShouldBe("message_not_found");

        Task<ApiReply> Call(string method, string ts) =>
            room.CallAsync(
                method,
                new
                {
                    channel = "C0OPS",
                    ts,
                    text = "x",
                }
            );
    }

    [Fact]
    public async Task An_update_may_not_be_longer_than_four_thousand_characters()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        var reply = await room.CallAsync(
            "chat.update",
            new
            {
                channel = "C0OPS",
                ts,
                text = new string('x', 4001),
            }
        );
        reply.Error.ShouldBe("msg_too_long");
    }

    [Fact]
    public async Task History_gives_parents_newest_first_and_metadata_only_when_asked()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Limits = SlackLimits.None);
        var first = await room.PostAsync(Escalation());
        await room.PostAsync(
            new
            {
                channel = "C0OPS",
                text = "reply",
                thread_ts = first,
            }
        );
        var second = await room.PostAsync(new { channel = "C0OPS", text = "second" });

        var plain = await room.CallFormAsync("conversations.history", ("channel", "C0OPS"));
        Stamps(plain).ShouldBe([second, first]);
        plain.Body.List("messages").Last().Has("metadata").ShouldBeFalse();
        plain.Body.List("messages").Last().GetProperty("reply_count").GetInt32().ShouldBe(1);

        var full = await room.CallFormAsync(
            "conversations.history",
            ("channel", "C0OPS"),
            ("include_all_metadata", "true"),
            ("latest", second)
        );
        Stamps(full).ShouldBe([first]);
        full.Body.List("messages")
            .Single()
            .GetProperty("metadata")
            .GetProperty("event_payload")
            .Text("escalation_id")
            .ShouldBe("esc-7");
    }

    [Fact]
    public async Task History_comes_in_pages()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Limits = SlackLimits.None);
        for (var number = 0; number < 3; number++)
            await room.PostAsync(new { channel = "C0OPS", text = $"{number}" });
        var first = await room.CallFormAsync("conversations.history", ("channel", "C0OPS"), ("limit", "2"));
        first.Body.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        var cursor = first.Body.GetProperty("response_metadata").Text("next_cursor")!;
        var second = await room.CallFormAsync("conversations.history", ("channel", "C0OPS"), ("cursor", cursor));
        second.Body.List("messages").Single().Text("text").ShouldBe("0");
        second.Body.GetProperty("has_more").GetBoolean().ShouldBeFalse();
    }

    private static IEnumerable<string?> Stamps(ApiReply reply) =>
        reply.Body.List("messages").Select(message => message.Text("ts"));

    private static async Task<SlackMessage> UpdateAsync(SlackRoom room, object change)
    {
        var ts = await room.PostAsync(Escalation());
        var arguments = JsonSerializer.SerializeToNode(change)!.AsObject();
        arguments["channel"] = "C0OPS";
        arguments["ts"] = ts;
        var reply = await room.CallAsync("chat.update", arguments);
        reply.Error.ShouldBeNull();
        return room.Slack.Messages("C0OPS").Single(message => message.Ts == ts);
    }
}
