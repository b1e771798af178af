using System.Net.WebSockets;
using System.Text.Json;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Slack.Sockets;

public sealed class ConnectTests
{
    [Fact]
    public async Task Only_the_app_token_in_the_header_opens_a_connection()
    {
        await using var room = await OpenAsync();
        (await SocketClient.AskAsync(room, null)).Error.ShouldBe("not_authed");
        (await SocketClient.AskAsync(room, "Bearer xapp-1-other")).Error.ShouldBe("invalid_auth");
        var bot = await SocketClient.AskAsync(room, "Bearer " + room.Options.BotToken);
        bot.Error.ShouldBe("not_allowed_token_type");
        using var form = new FormUrlEncodedContent([new("token", room.Options.Socket.AppToken)]);
        (await room.SendAsync("apps.connections.open", form, null)).Error.ShouldBe("not_authed");
        var other = await room.SendAsync("auth.test", null, "Bearer " + room.Options.Socket.AppToken);
        other.Error.ShouldBe("not_allowed_token_type");
        room.Options.Socket.Scopes.Clear();
        var none = await SocketClient.AskAsync(room, "Bearer " + room.Options.Socket.AppToken);
        none.Error.ShouldBe("missing_scope");
        none.Body.Text("needed").ShouldBe("connections:write");
    }

    [Fact]
    public async Task Asking_too_often_is_refused_with_the_time_to_wait()
    {
        await using var room = await OpenAsync(options => options.Limits = new SlackLimits());
        await SocketClient.UrlAsync(room);
        var refused = await SocketClient.AskAsync(room, "Bearer " + room.Options.Socket.AppToken);
        refused.Status.ShouldBe(429);
        refused.Headers["Retry-After"].ShouldBe("60");
    }

    [Fact]
    public async Task The_hello_carries_what_the_recorded_one_carries()
    {
        await using var room = await OpenAsync();
        var (first, hello) = await SocketClient.OpenAsync(room);
        await using var one = first;
        var recorded = JsonSerializer.Deserialize<JsonElement>(Shared.Read("fixtures/slack/socket-mode/hello.json"));
        SameKeys.Check(hello, recorded, recorded);
        SameKeys.Check(hello.GetProperty("debug_info"), recorded.GetProperty("debug_info"), recorded);
        hello.GetProperty("num_connections").GetInt32().ShouldBe(1);
        hello.GetProperty("connection_info").Text("app_id").ShouldBe(room.Options.AppId);
        var (second, again) = await SocketClient.OpenAsync(room, "&debug_reconnects=true");
        await using var two = second;
        again.GetProperty("num_connections").GetInt32().ShouldBe(2);
        again.GetProperty("debug_info").GetProperty("approximate_connection_time").GetInt32().ShouldBe(360);
    }

    [Fact]
    public async Task A_ticket_is_good_once_and_not_for_long()
    {
        await using var room = await OpenAsync();
        var used = await SocketClient.UrlAsync(room);
        await using (await SocketClient.ConnectAsync(used))
            await RefusedAsync(used);
        var old = await SocketClient.UrlAsync(room);
        room.Clock.Advance(room.Options.Socket.TicketLifetime + TimeSpan.FromSeconds(1));
        await RefusedAsync(old);
        await RefusedAsync(old.Split('?')[0]);
    }

    [Fact]
    public async Task One_connection_too_many_is_told_so_and_closed()
    {
        await using var room = await OpenAsync(options => options.Socket.MaxLinks = 1);
        var (first, _) = await SocketClient.OpenAsync(room);
        await using var one = first;
        var (second, told) = await SocketClient.OpenAsync(room);
        await using var two = second;
        told.Text("reason").ShouldBe("too_many_websockets");
        (await two.ReadAsync()).ValueKind.ShouldBe(JsonValueKind.Undefined);
        room.Slack.Sockets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_grows_old_is_warned_asked_and_closed()
    {
        await using var room = await OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        room.Clock.Advance(room.Options.Socket.Lifetime - TimeSpan.FromSeconds(10));
        var warning = await client.ReadAsync();
        warning.Text("type").ShouldBe("disconnect");
        warning.Text("reason").ShouldBe("warning");
        room.Clock.Advance(TimeSpan.FromSeconds(10));
        (await client.ReadAsync()).Text("reason").ShouldBe("refresh_requested");
        room.Clock.Advance(TimeSpan.FromSeconds(10));
        (await client.ReadAsync()).ValueKind.ShouldBe(JsonValueKind.Undefined);
    }

    [Fact]
    public async Task Switched_off_it_says_so_to_who_is_there_and_to_who_comes()
    {
        await using var room = await OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        await room.Slack.Sockets.TurnOffAsync(SlackRoom.Stop);
        (await client.ReadAsync()).Text("reason").ShouldBe("link_disabled");
        (await client.ReadAsync()).ValueKind.ShouldBe(JsonValueKind.Undefined);
        var (late, told) = await SocketClient.OpenAsync(room);
        await using var two = late;
        told.Text("reason").ShouldBe("link_disabled");
    }

    [Fact]
    public async Task A_silent_peer_keeps_the_connection_and_answers_no_ping()
    {
        await using var room = await OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(
            room,
            set: options =>
            {
                options.KeepAliveInterval = TimeSpan.FromMilliseconds(50);
                options.KeepAliveTimeout = TimeSpan.FromMilliseconds(200);
            }
        );
        await using var one = client;
        room.Slack.Sockets.GoSilent();
        (await Record.ExceptionAsync(client.ReadAsync)).ShouldNotBeNull();
        client.State.ShouldBe(WebSocketState.Aborted);
        await room.Slack.Sockets.CountAsync(0, SlackRoom.Stop);
    }

    [Fact]
    public async Task A_connection_broken_off_is_gone_for_both()
    {
        await using var room = await OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        room.Slack.Sockets.Break();
        await Should.ThrowAsync<WebSocketException>(client.ReadAsync);
        await room.Slack.Sockets.CountAsync(0, SlackRoom.Stop);
    }

    [Fact]
    public async Task The_server_pings()
    {
        await using var room = await OpenAsync(options => options.Socket.PingEvery = TimeSpan.FromMilliseconds(30));
        await using var raw = await RawSocket.OpenAsync(await SocketClient.UrlAsync(room));
        // The hello is a text frame; the ping comes by itself.
        (await raw.OpcodeAsync()).ShouldBe(1);
        (await raw.OpcodeAsync()).ShouldBe(9);
    }

    internal static Task<SlackRoom> OpenAsync(Action<PretendSlackOptions>? set = null) =>
        SlackRoom.OpenAsync(options =>
        {
            options.Socket.IsOn = true;
            options.Limits = SlackLimits.None;
            set?.Invoke(options);
        });

    private static async Task RefusedAsync(string url)
    {
        var refused = await Should.ThrowAsync<WebSocketException>(() => SocketClient.ConnectAsync(url));
        refused.Message.ShouldContain("404");
    }
}
