using System.Text;
using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class SlackApiTests
{
    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("Basic abc", "not_authed")]
    [InlineData("Bearer xoxb-wrong", "invalid_auth")]
    public async Task A_call_without_the_right_token_is_refused(string? authorization, string error)
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.SendAsync("auth.test", null, authorization);
        reply.Status.ShouldBe(200);
        reply.Error.ShouldBe(error);
    }

    [Fact]
    public async Task Auth_test_tells_who_the_bot_is_and_what_it_may()
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.CallFormAsync("auth.test");
        reply.Body.GetProperty("user_id").GetString().ShouldBe("U0OPSBOT");
        reply.Body.GetProperty("team_id").GetString().ShouldBe("T0SHOP");
        reply.Headers["x-oauth-scopes"].ShouldContain("chat:write,commands");
    }

    [Fact]
    public async Task A_scope_that_was_not_granted_is_named()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
        {
            options.Scopes.Clear();
            options.Scopes.Add("commands");
        });
        var reply = await room.CallAsync("chat.postMessage", new { channel = "C0OPS", text = "hello" });
        reply.Error.ShouldBe("missing_scope");
        reply.Body.Text("needed").ShouldBe("chat:write");
        reply.Body.Text("provided").ShouldBe("commands");
        reply.Headers["x-accepted-oauth-scopes"].ShouldBe("chat:write");
    }

    [Fact]
    public async Task A_private_channel_asks_for_its_own_scope()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
        {
            options.Scopes.Remove("groups:history");
            options.Channels.Add(new("G0LEADS", "leads") { IsPrivate = true });
        });
        var reply = await room.CallFormAsync("conversations.history", ("channel", "G0LEADS"));
        reply.Error.ShouldBe("missing_scope");
        reply.Body.Text("needed").ShouldBe("groups:history");
    }

    [Theory]
    [InlineData("{", "application/json", "invalid_json")]
    [InlineData("[]", "application/json", "json_not_object")]
    [InlineData("hello", "text/plain", "invalid_post_type")]
    public async Task A_body_that_is_not_understood_is_named(string body, string type, string error)
    {
        await using var room = await SlackRoom.OpenAsync();
        var content = new StringContent(body, Encoding.UTF8, type);
        (await room.SendAsync("chat.postMessage", content, "Bearer xoxb-sandbox")).Error.ShouldBe(error);
    }

    [Fact]
    public async Task Json_without_a_charset_is_taken_with_a_warning()
    {
        await using var room = await SlackRoom.OpenAsync();
        var content = new StringContent("""{"channel":"C0OPS","text":"hello"}""");
        content.Headers.ContentType = new("application/json");
        var reply = await room.SendAsync("chat.postMessage", content, "Bearer xoxb-sandbox");
        reply.IsOk.ShouldBeTrue();
        reply.Body.Text("warning").ShouldBe("missing_charset");
    }

    [Fact]
    public async Task A_form_carries_blocks_as_json_in_a_string()
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.CallFormAsync(
            "chat.postMessage",
            ("channel", "C0OPS"),
            ("text", "hello"),
            ("blocks", """[{"type":"divider"}]""")
        );
        reply.IsOk.ShouldBeTrue();
        room.Slack.Messages("C0OPS").Single().Blocks.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_read_does_not_see_a_json_body()
    {
        await using var room = await SlackRoom.OpenAsync();
        var reply = await room.CallAsync("conversations.info", new { channel = "C0OPS" });
        reply.Error.ShouldBe("invalid_arguments");
        reply.Reasons.ShouldBe(["[ERROR] missing required field: channel"]);
    }

    [Fact]
    public async Task An_unknown_method_is_named() =>
        (await (await SlackRoom.OpenAsync()).CallAsync("chat.shout", new { })).Error.ShouldBe("unknown_method");

    [Fact]
    public async Task People_and_groups_are_told_apart()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
        {
            options.Users.Add(new("U0GONE", "Gone", "Europe/Berlin") { IsDeactivated = true });
            options.Users.Add(new("W0AWAY", "Partner", "Europe/Berlin") { OtherTeamId = "T0OTHER" });
        });
        var guest = (await room.CallFormAsync("users.info", ("user", "U0GUEST"))).Body.GetProperty("user");
        guest.GetProperty("is_restricted").GetBoolean().ShouldBeTrue();
        guest.Text("tz").ShouldBe("America/New_York");
        guest.GetProperty("tz_offset").GetInt32().ShouldBe(-5 * 3600);
        var gone = (await room.CallFormAsync("users.info", ("user", "U0GONE"))).Body.GetProperty("user");
        gone.GetProperty("deleted").GetBoolean().ShouldBeTrue();
        var stranger = (await room.CallFormAsync("users.info", ("user", "W0AWAY"))).Body.GetProperty("user");
        stranger.Text("team_id").ShouldBe("T0OTHER");
        (await room.CallFormAsync("users.info", ("user", "U0NOBODY"))).Error.ShouldBe("user_not_found");
        (await room.CallFormAsync("conversations.open", ("users", "U0GONE"))).Error.ShouldBe("user_disabled");
        var leads = await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0LEADS"));
        leads.Body.List("users").Single().GetString().ShouldBe("U0LEAD");
        (await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0NONE"))).Error.ShouldBe("no_such_subteam");
    }

    [Fact]
    public async Task Members_come_in_pages()
    {
        await using var room = await SlackRoom.OpenAsync();
        var first = await room.CallFormAsync("conversations.members", ("channel", "C0OPS"), ("limit", "3"));
        var cursor = first.Body.GetProperty("response_metadata").Text("next_cursor")!;
        first.Body.List("members").Count().ShouldBe(3);
        var second = await room.CallFormAsync("conversations.members", ("channel", "C0OPS"), ("cursor", cursor));
        second.Body.List("members").Single().GetString().ShouldBe("U0OPSBOT");
        second.Body.GetProperty("response_metadata").Text("next_cursor").ShouldBe("");
        var wrong = await room.CallFormAsync("conversations.members", ("channel", "C0OPS"), ("cursor", "???"));
        wrong.Error.ShouldBe("invalid_cursor");
    }

    [Fact]
    public async Task A_method_called_too_often_says_when_to_come_back()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Limits = new() { Tier2 = 2 });
        await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0LEADS"));
        await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0LEADS"));
        var refused = await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0LEADS"));
        refused.Status.ShouldBe(429);
        refused.Error.ShouldBe("ratelimited");
        refused.Headers["Retry-After"].ShouldBe("30");
        (await room.CallFormAsync("users.info", ("user", "U0OPS"))).IsOk.ShouldBeTrue();
        room.Clock.Advance(TimeSpan.FromSeconds(30));
        (await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0LEADS"))).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_channel_takes_a_small_burst_and_then_one_message_a_second()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Channels.Add(new("C0OTHER", "other")));
        for (var sent = 0; sent < 3; sent++)
            await room.PostAsync(Escalation());
        var refused = await room.CallAsync("chat.postMessage", Escalation());
        refused.Status.ShouldBe(429);
        refused.Headers["Retry-After"].ShouldBe("1");
        await room.PostAsync(Escalation("C0OTHER"));
        room.Clock.Advance(TimeSpan.FromSeconds(1));
        await room.PostAsync(Escalation());
        (await room.CallAsync("chat.postMessage", Escalation())).Status.ShouldBe(429);
    }
}
