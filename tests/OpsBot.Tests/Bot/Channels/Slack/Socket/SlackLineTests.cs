using System.Net.WebSockets;
using OpsBot.Bot.Channels.Slack.Socket;
using OpsBot.Bot.Http;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>Sockets that end, do not open, or say nothing.</summary>
public sealed class SlackLineTests
{
    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("something_new")]
    public async Task A_new_socket_is_ready_before_the_old_one_goes(string reason)
    {
        await using var desk = await SocketDesk.OpenAsync();
        var old = (await desk.Slack.NextAsync()).Listening();
        desk.Slack.SaysHello = false;
        await SocketDesk.UntilAsync(() => desk.Sockets.Open.Count == 1);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await old.DisconnectAsync(reason);
        var next = (await desk.Slack.NextAsync()).Listening();
        await old.AckAsync("slash_commands", Sent.Command("status 1"));
        old.IsClosed.ShouldBeFalse();
        await next.HelloAsync(StrictSlack.App);
        await next.AckAsync("slash_commands", Sent.Command("status 2"));
        await old.AckAsync("slash_commands", Sent.Command("status 3"));
        await desk.PassUntilAsync(() => old.IsClosed);
        (await old.ClosedAsync()).ShouldBe(WebSocketCloseStatus.NormalClosure);
        desk.Commands.Said.Select(said => said.Text).ShouldBe(["status 1", "status 2", "status 3"]);
        desk.Sockets.RefreshedAt.ShouldNotBeNull();
        await SocketDesk.UntilAsync(() => desk.Sockets.Open.Count == 1);
        next.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_too_many_sockets_the_old_one_goes_first()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var old = (await desk.Slack.NextAsync()).Listening();
        await old.DisconnectAsync("too_many_websockets");
        (await old.ClosedAsync()).ShouldBe(WebSocketCloseStatus.NormalClosure);
        desk.Slack.Asked.ShouldBe(1);
        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        var next = (await desk.Slack.NextAsync()).Listening();
        await next.AckAsync("slash_commands", Sent.Command("status"));
    }

    [Theory]
    [InlineData("link_disabled")]
    [InlineData("socket_mode_disabled")]
    public async Task Where_Socket_Mode_is_switched_off_it_stops_and_says_so(string reason)
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        await socket.DisconnectAsync(reason);
        await socket.ClosedAsync();
        await SocketDesk.UntilAsync(() => desk.Sockets.Trouble is not null);
        desk.Sockets.Trouble!.ShouldContain("Socket Mode is switched off");
        desk.Log.ShouldContain("nobody can reach the bot");
        await HaltsForFiveMinutesAsync(desk, asked: 1);
        desk.Sockets.Trouble.ShouldBeNull();
    }

    [Theory]
    [InlineData("invalid_auth", "is not valid (any more)")]
    [InlineData("missing_scope", "connections:write")]
    [InlineData("not_allowed_token_type", "xapp-")]
    [InlineData("account_inactive", "is not valid (any more)")]
    [InlineData("something_new", "something_new")]
    public async Task What_only_a_person_can_mend_is_said_and_tried_again_slowly(string code, string says)
    {
        await using var desk = await SocketDesk.OpenAsync(slack =>
            slack.Refusals.Enqueue((200, $$"""{"ok":false,"error":"{{code}}"}""", null))
        );
        await SocketDesk.UntilAsync(() => desk.Sockets.Trouble is not null);
        desk.Sockets.Trouble!.ShouldContain(says);
        await HaltsForFiveMinutesAsync(desk, asked: 1);
        desk.Sockets.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task Slack_is_left_alone_for_as_long_as_it_asks()
    {
        await using var desk = await SocketDesk.OpenAsync(slack =>
            slack.Refusals.Enqueue((429, """{"ok":false,"error":"ratelimited"}""", 30))
        );
        await SocketDesk.UntilAsync(() => desk.Log.Contains("no socket could be opened", StringComparison.Ordinal));
        var began = desk.Clock.GetUtcNow();
        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        (desk.Clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        desk.Slack.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_socket_that_does_not_say_hello_is_given_up()
    {
        await using var desk = await SocketDesk.OpenAsync(slack => slack.SaysHello = false);
        (await desk.Slack.NextAsync()).Listening();
        desk.Sockets.Open.ShouldBeEmpty();
        desk.Slack.SaysHello = true;
        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        var next = (await desk.Slack.NextAsync()).Listening();
        await next.AckAsync("slash_commands", Sent.Command("status"));
    }

    [Fact]
    public async Task A_socket_that_fell_silent_is_replaced()
    {
        var pulse = new SocketPulse(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        await using var desk = await SocketDesk.OpenAsync(
            patience: new SlackSocketPatience { Sockets = 1, Pulse = pulse }
        );
        var dead = await desk.Slack.NextAsync();
        await SocketDesk.UntilAsync(() => desk.Log.Contains("a socket broke", StringComparison.Ordinal));
        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        var next = (await desk.Slack.NextAsync()).Listening();
        await next.AckAsync("slash_commands", Sent.Command("status"));
        dead.End();
    }

    [Fact]
    public async Task Slack_that_cannot_be_reached_is_tried_less_and_less_often_and_that_is_told()
    {
        await using var desk = await SocketDesk.OpenAsync(slack =>
        {
            for (var i = 0; i < 4; i++)
                slack.Refusals.Enqueue((200, """{"ok":false,"error":"service_unavailable"}""", null));
        });
        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        desk.Slack.Asked.ShouldBe(5);
        desk.Log.ShouldContain("next try in 00:00:01");
        desk.Log.ShouldContain("next try in 00:00:08");
    }

    [Fact]
    public async Task A_socket_that_ends_at_once_again_and_again_is_opened_less_and_less_often()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var began = desk.Clock.GetUtcNow();
        for (var i = 0; i < 5; i++)
        {
            await desk.PassUntilAsync(() => desk.Slack.HasMore);
            (await desk.Slack.NextAsync()).End();
        }

        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        (desk.Clock.GetUtcNow() - began).ShouldBeGreaterThan(TimeSpan.FromSeconds(1 + 2 + 4 + 8));
    }

    [Fact]
    public async Task Two_tokens_of_two_apps_are_noticed()
    {
        await using var desk = await SocketDesk.OpenAsync(slack => slack.HelloApp = "A0OTHER");
        (await desk.Slack.NextAsync()).Listening();
        await SocketDesk.UntilAsync(() => desk.Sockets.Trouble is not null);
        desk.Sockets.Trouble!.ShouldContain("of the app A0OTHER and BotToken of the app A0OPSBOT");
    }

    [Theory]
    [InlineData("wss://evil.example/link?ticket=1")]
    [InlineData("wss://slack.com.evil.example/link?ticket=1")]
    [InlineData("wss://notslack.com/link?ticket=1")]
    [InlineData("ws://wss-primary.slack.com/link?ticket=1")]
    [InlineData("https://slack.com/link?ticket=1")]
    [InlineData("no address")]
    public async Task An_address_that_is_not_Slacks_is_not_called(string url)
    {
        await using var desk = await SocketDesk.OpenAsync(slack =>
            slack.Refusals.Enqueue((200, $$"""{"ok":true,"url":"{{url}}"}""", null))
        );
        await SocketDesk.UntilAsync(() => desk.Sockets.Trouble is not null);
        desk.Sockets.Trouble!.ShouldContain("named an address that is not Slack's");
        desk.Log.ShouldNotContain("ticket=1");
    }

    private static async Task HaltsForFiveMinutesAsync(SocketDesk desk, int asked)
    {
        var began = desk.Clock.GetUtcNow();
        desk.Slack.Asked.ShouldBe(asked);
        await desk.PassUntilAsync(() => desk.Slack.HasMore);
        (desk.Clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(299));
        desk.Slack.Asked.ShouldBe(asked + 1);
        await SocketDesk.UntilAsync(() => desk.Sockets.Open.Count == 1);
    }
}
