using System.Net.Http.Headers;
using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class ChannelMethodTests
{
    [Fact]
    public async Task A_thread_is_read_parent_first_with_what_the_bot_wrote_into_it()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Limits = SlackLimits.None);
        var card = await room.PostAsync(Escalation());
        await room.PostAsync(new { channel = "C0OPS", text = "beside it" });
        var reply = room.Slack.Say("U0OPS", "C0OPS", "why?", card);
        await room.PostAsync(
            new
            {
                channel = "C0OPS",
                text = "because",
                thread_ts = card,
                metadata = new { event_type = "answer", event_payload = new { id = 1 } },
            }
        );
        (string, string)[] thread = [("channel", "C0OPS"), ("ts", reply.Ts), ("include_all_metadata", "true")];
        var read = await room.CallFormAsync("conversations.replies", thread);
        var messages = read.Body.List("messages").ToList();
        messages.Select(message => message.Text("text")).Skip(1).ShouldBe(["why?", "because"]);
        messages[0].Text("ts").ShouldBe(card);
        messages[0].GetProperty("reply_count").GetInt32().ShouldBe(2);
        messages[2].GetProperty("metadata").Text("event_type").ShouldBe("answer");
        var page = await room.CallFormAsync("conversations.replies", [.. thread, ("limit", "2")]);
        page.Body.Flag("has_more").ShouldBeTrue();
        (await room.CallFormAsync("conversations.replies", ("channel", "C0OPS"), ("ts", "1.1"))).Error.ShouldBe(
            "thread_not_found"
        );
        room.Options.Scopes.Remove("channels:history");
        (await room.CallFormAsync("conversations.replies", thread)).Error.ShouldBe("missing_scope");
    }

    [Fact]
    public async Task Public_channels_can_be_joined_and_only_once()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
        {
            options.Channels.Add(new("C0AWAY", "away") { HasBot = false });
            options.Channels.Add(new("C0OLD", "old") { HasBot = false, IsArchived = true });
            options.Channels.Add(new("G0SECRET", "secret") { HasBot = false, IsPrivate = true });
            options.Channels.Add(new("G0DESK", "desk") { IsPrivate = true });
        });
        (await room.CallAsync("chat.postMessage", Escalation("C0AWAY"))).Error.ShouldBe("not_in_channel");
        var joined = await room.CallAsync("conversations.join", new { channel = "C0AWAY" });
        joined.Body.GetProperty("channel").Flag("is_member").ShouldBeTrue();
        (await room.CallAsync("chat.postMessage", Escalation("C0AWAY"))).IsOk.ShouldBeTrue();
        var again = await room.CallAsync("conversations.join", new { channel = "C0AWAY" });
        again.Body.Text("warning")!.ShouldContain("already_in_channel");
        (await room.CallAsync("conversations.join", new { channel = "C0OLD" })).Error.ShouldBe("is_archived");
        (await room.CallAsync("conversations.join", new { channel = "G0SECRET" })).Error.ShouldBe("channel_not_found");
        (await room.CallAsync("conversations.join", new { channel = "G0DESK" })).Error.ShouldBe(
            "method_not_supported_for_channel_type"
        );
        room.Options.Scopes.Remove("channels:join");
        var refused = await room.CallAsync("conversations.join", new { channel = "C0AWAY" });
        refused.Error.ShouldBe("missing_scope");
    }

    [Fact]
    public async Task A_channel_tells_whether_it_is_shared_archived_and_joined()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
            options.Channels.Add(new("C0BOTH", "both") { IsExtShared = true })
        );
        var info = (await room.CallFormAsync("conversations.info", ("channel", "C0BOTH"))).Body.GetProperty("channel");
        info.Flag("is_ext_shared").ShouldBeTrue();
        info.Flag("is_member").ShouldBeTrue();
        room.Slack.Admin.Archive("C0BOTH", "U0LEAD");
        info = (await room.CallFormAsync("conversations.info", ("channel", "C0BOTH"))).Body.GetProperty("channel");
        info.Flag("is_archived").ShouldBeTrue();
        var members = await room.CallFormAsync("conversations.members", ("channel", "C0BOTH"));
        members.Body.List("members").Select(one => one.GetString()).ShouldContain("W0PARTNER");
        var list = await room.CallFormAsync("conversations.list", ("exclude_archived", "true"));
        list.Body.List("channels").Select(one => one.Text("id")).ShouldBe(["C0OPS"]);
    }

    [Fact]
    public async Task A_reaction_stands_once()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        var eyes = new
        {
            channel = "C0OPS",
            timestamp = ts,
            name = "eyes",
        };
        (await room.CallAsync("reactions.add", eyes)).IsOk.ShouldBeTrue();
        (await room.CallAsync("reactions.add", eyes)).Error.ShouldBe("already_reacted");
        room.Slack.Reactions("C0OPS", ts).ShouldBe(["eyes"]);
        (await room.CallAsync("reactions.add", eyes with { name = ":eyes:" })).Error.ShouldBe("invalid_name");
        (await room.CallAsync("reactions.add", eyes with { timestamp = "1.1" })).Error.ShouldBe("message_not_found");
        (await room.CallAsync("reactions.remove", eyes)).IsOk.ShouldBeTrue();
        (await room.CallAsync("reactions.remove", eyes)).Error.ShouldBe("no_reaction");
    }

    [Fact]
    public async Task A_file_is_shared_once_its_bytes_came_and_it_was_completed()
    {
        await using var room = await SlackRoom.OpenAsync();
        var announced = await room.CallFormAsync(
            "files.getUploadURLExternal",
            ("filename", "log.csv"),
            ("length", "5")
        );
        var id = announced.Body.Text("file_id")!;
        var complete = new
        {
            files = (object[])[new { id, title = "The log" }],
            channel_id = "C0OPS",
            initial_comment = "Today",
        };
        (await room.CallAsync("files.completeUploadExternal", complete)).Error.ShouldBe("file_not_found");
        var url = announced.Body.Text("upload_url")!;
        (await UploadAsync("longer than it said")).ShouldBe(400);
        (await UploadAsync("a;b;c")).ShouldBe(200);
        (await UploadAsync("a;b;c")).ShouldBe(404);
        (await room.CallAsync("files.completeUploadExternal", complete)).IsOk.ShouldBeTrue();
        (await room.CallAsync("files.completeUploadExternal", complete)).Error.ShouldBe("file_not_found");
        var shared = room.Slack.Messages("C0OPS").Single();
        shared.Text.ShouldBe("Today");
        shared.Files.Single().Title.ShouldBe("The log");

        async Task<int> UploadAsync(string bytes)
        {
            using var content = new StringContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var client = room.Client();
            using var response = await client.PostAsync(new Uri(url), content, SlackRoom.Stop);
            return (int)response.StatusCode;
        }
    }
}
