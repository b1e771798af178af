using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class ResponseUrlTests
{
    [Fact]
    public async Task It_works_five_times()
    {
        await using var room = await SlackRoom.OpenAsync();
        var (url, _) = await ClickAsync(room);
        for (var use = 0; use < 5; use++)
            (await room.PostToAsync(url, new { text = "still at it" })).ShouldBe((200, "ok"));
        var (status, body) = await room.PostToAsync(url, new { text = "once more" });
        status.ShouldBe(404);
        body.ShouldContain("used_url");
        room.Slack.Ephemerals("U0OPS").Count.ShouldBe(5);
    }

    [Fact]
    public async Task It_works_for_thirty_minutes()
    {
        await using var room = await SlackRoom.OpenAsync();
        var (url, _) = await ClickAsync(room);
        room.Clock.Advance(TimeSpan.FromMinutes(30));
        (await room.PostToAsync(url, new { text = "just in time" })).Status.ShouldBe(200);
        room.Clock.Advance(TimeSpan.FromSeconds(1));
        (await room.PostToAsync(url, new { text = "late" })).Body.ShouldContain("expired_url");
        (await room.PostToAsync(url + "x", new { text = "x" })).Body.ShouldContain("no_service");
    }

    [Fact]
    public async Task It_replaces_the_message_it_came_from()
    {
        await using var room = await SlackRoom.OpenAsync();
        var (url, ts) = await ClickAsync(room);
        await room.PostToAsync(url, new { replace_original = true, text = "Decided" });
        var message = room.Slack.Messages("C0OPS").Single();
        message.Ts.ShouldBe(ts);
        message.Text.ShouldBe("Decided");
        message.Blocks.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task It_takes_the_message_away()
    {
        await using var room = await SlackRoom.OpenAsync();
        var (url, _) = await ClickAsync(room);
        await room.PostToAsync(url, new { delete_original = true });
        room.Slack.Messages("C0OPS").ShouldBeEmpty();
        (await room.PostToAsync(url, new { delete_original = true })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task It_posts_for_everybody_or_into_the_thread_when_told_so()
    {
        await using var room = await SlackRoom.OpenAsync();
        var (url, ts) = await ClickAsync(room);
        await room.PostToAsync(url, new { response_type = "in_channel", text = "for all" });
        await room.PostToAsync(
            url,
            new
            {
                response_type = "in_channel",
                replace_original = false,
                thread_ts = ts,
                text = "in the thread",
            }
        );
        room.Slack.Messages("C0OPS")[1].Text.ShouldBe("for all");
        room.Slack.Messages("C0OPS")[2].ThreadTs.ShouldBe(ts);
    }

    [Fact]
    public async Task A_replaced_ephemeral_stays_ephemeral()
    {
        await using var room = await SlackRoom.OpenAsync();
        await room.CallAsync(
            "chat.postEphemeral",
            new
            {
                channel = "C0OPS",
                user = "U0OPS",
                text = "Sure?",
                blocks = (object[])[Actions(Button("yes", "Yes"))],
            }
        );
        var ts = room.Slack.Ephemerals("U0OPS").Single().Ts;
        await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "yes", stop: SlackRoom.Stop);
        var url = room.Heard[^1].Payload.Text("response_url")!;
        await room.PostToAsync(
            url,
            new
            {
                replace_original = true,
                response_type = "in_channel",
                text = "Done",
            }
        );
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldBe("Done");
        room.Slack.Messages("C0OPS").ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_blocks_are_refused_here_too()
    {
        await using var room = await SlackRoom.OpenAsync();
        var (url, _) = await ClickAsync(room);
        var (status, body) = await room.PostToAsync(url, new { blocks = (object[])[new { type = "banner" }] });
        status.ShouldBe(400);
        body.ShouldContain("invalid_blocks");
    }

    private static async Task<(string Url, string Ts)> ClickAsync(SlackRoom room)
    {
        var ts = await room.PostAsync(Escalation());
        await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        return (room.Heard[^1].Payload.Text("response_url")!, ts);
    }
}
