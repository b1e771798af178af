using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>What comes through a socket is taken as over HTTP, and acknowledged through the same socket.</summary>
public sealed class SlackSocketTests
{
    [Fact]
    public async Task A_command_is_answered_with_its_acknowledgement()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        var ack = await socket.AckAsync("slash_commands", Sent.Command("status"), accepts: true);
        ack.Text("payload", "response_type").ShouldBe("ephemeral");
        ack.Text("payload", "text")!.ShouldStartWith("Status");
        var (text, person) = desk.Commands.Said.ShouldHaveSingleItem();
        (text, person.Id, person.IsOurs).ShouldBe(("status", "slack:U0OPS", true));
    }

    [Fact]
    public async Task An_answer_is_sent_only_where_Slack_takes_one()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        var ack = await socket.AckAsync("slash_commands", Sent.Command("status"), accepts: false);
        ack.TryGetProperty("payload", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_click_decides_and_is_acknowledged()
    {
        await using var desk = await SocketDesk.OpenAsync();
        desk.Questions.Add(Asked.Open);
        var socket = (await desk.Slack.NextAsync()).Listening();
        await socket.AckAsync("interactive", Sent.Click("approve", Asked.Id.Value));
        desk.Questions.Answers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_message_in_many_pieces_is_one_message()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        var large = JsonNode.Parse(
            Shared.Read("fixtures/slack/socket-mode/envelope.interactive.block_actions.large.json")
        )!;
        large["payload"]!["api_app_id"] = StrictSlack.App;
        await socket.AckAsync("interactive", large["payload"]!, pieces: 9);
        await socket.AckAsync("slash_commands", Sent.Command("status " + new string('ü', 100_000)), pieces: 7);
        desk.Commands.Said.ShouldHaveSingleItem().Text.Length.ShouldBe(100_007);
    }

    [Theory]
    [InlineData("{\"type\":")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"interactive\",\"payload\":{}}")]
    [InlineData("{\"envelope_id\":\"x\",\"type\":\"interactive\"}")]
    [InlineData("{\"envelope_id\":\"x\",\"type\":\"interactive\",\"payload\":[]}")]
    [InlineData("{\"envelope_id\":7,\"type\":\"interactive\",\"payload\":{}}")]
    public async Task What_is_no_envelope_is_passed_over_and_the_socket_goes_on(string nonsense)
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        await socket.SayAsync(nonsense.Length == 0 ? " " : nonsense);
        await socket.SayAsync("bytes", type: WebSocketMessageType.Binary);
        await socket.AckAsync("slash_commands", Sent.Command("status"));
        desk.Slack.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_too_large_is_passed_over_and_the_socket_goes_on()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        var lost = await socket.SendAsync("slash_commands", Sent.Command(new string('x', 1024 * 1024)), pieces: 50);
        await socket.AckAsync("slash_commands", Sent.Command("status"));
        lost.IsCompleted.ShouldBeFalse();
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe("status");
    }

    [Fact]
    public async Task An_event_that_could_not_be_taken_is_not_acknowledged_and_taken_when_it_comes_again()
    {
        await using var desk = await SocketDesk.OpenAsync();
        desk.Handler.Reply = () => throw new OutsideException(FailureKind.Safe, "slack", "cannot be reached");
        var socket = (await desk.Slack.NextAsync()).Listening();
        var first = await socket.SendAsync("events_api", Sent.Reaction("Ev1"));
        await SocketDesk.UntilAsync(() => desk.Log.Contains("it may send it again", StringComparison.Ordinal));
        desk.Handler.Reply = () => throw new InvalidOperationException("the store is full");
        var second = await socket.SendAsync("events_api", Sent.Reaction("Ev1"));
        await SocketDesk.UntilAsync(() => desk.Log.Contains("taking it failed", StringComparison.Ordinal));
        desk.Handler.Reply = () => Task.FromResult(SlackReply.Nothing);
        await socket.AckAsync("events_api", Sent.Reaction("Ev1"));
        (first.IsCompleted, second.IsCompleted, desk.Handler.Heard).ShouldBe((false, false, 3));
    }

    [Fact]
    public async Task What_comes_twice_through_two_sockets_is_done_once()
    {
        await using var desk = await SocketDesk.OpenAsync(patience: new() { Sockets = 2 });
        var one = (await desk.Slack.NextAsync()).Listening();
        var two = (await desk.Slack.NextAsync()).Listening();
        await one.AckAsync("events_api", Sent.Mention("<@U0OPSBOT> status", "Ev1"));
        await two.AckAsync("events_api", Sent.Mention("<@U0OPSBOT> status", "Ev1"));
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe("status");
        await SocketDesk.UntilAsync(() => desk.Sockets.Open.Count == 2);
    }

    [Fact]
    public async Task What_takes_longer_than_a_second_is_acknowledged_and_told_later()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var slow = new TaskCompletionSource<CommandReply>();
        desk.Commands.Reply = () => slow.Task;
        var socket = (await desk.Slack.NextAsync()).Listening();
        var ack = await socket.SendAsync("events_api", Sent.Mention("<@U0OPSBOT> status", "Ev1", thread: "1.1"));
        await desk.PassUntilAsync(() => ack.IsCompleted);
        slow.SetResult(new CommandReply("Done at last"));
        var told = await desk.Slack.Told.Reader.ReadAsync(SocketDesk.Stop);
        (told.Text("user"), told.Text("thread_ts"), told.Text("text")).ShouldBe(("U0OPS", "1.1", "Done at last"));
    }

    [Fact]
    public async Task What_is_for_another_app_is_not_taken()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var socket = (await desk.Slack.NextAsync()).Listening();
        var payload = Sent.Command("pause all");
        payload["api_app_id"] = "A0OTHER";
        var strange = await socket.SendAsync("slash_commands", payload, accepts: true);
        await socket.AckAsync("slash_commands", Sent.Command("status"));
        strange.IsCompleted.ShouldBeFalse();
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe("status");
    }

    [Fact]
    public async Task So_many_are_taken_at_once_and_no_more()
    {
        await using var desk = await SocketDesk.OpenAsync(patience: new() { Sockets = 1, AtOnce = 2 });
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource();
        desk.Commands.Reply = async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await gate.Task;
            Interlocked.Decrement(ref now);
            return new CommandReply("done");
        };
        var socket = (await desk.Slack.NextAsync()).Listening();
        var acks = new List<Task>();
        for (var i = 0; i < 6; i++)
            acks.Add(await socket.SendAsync("slash_commands", Sent.Command($"status {i}"), accepts: true));
        await SocketDesk.UntilAsync(() => now == 2);
        gate.SetResult();
        await Task.WhenAll(acks).WaitAsync(TimeSpan.FromSeconds(20), SocketDesk.Stop);
        most.ShouldBe(2);
    }

    [Fact]
    public async Task A_bot_that_stops_finishes_what_was_begun_and_closes_in_good_order()
    {
        await using var desk = await SocketDesk.OpenAsync();
        var slow = new TaskCompletionSource<CommandReply>();
        desk.Commands.Reply = () => slow.Task;
        var socket = (await desk.Slack.NextAsync()).Listening();
        var begun = await socket.SendAsync("slash_commands", Sent.Command("status"), accepts: true);
        await SocketDesk.UntilAsync(() => desk.Commands.Said.Count == 1);
        var stopping = desk.Bot.StopAsync(SocketDesk.Stop);
        slow.SetResult(new CommandReply("done"));
        (await begun.WaitAsync(TimeSpan.FromSeconds(20), SocketDesk.Stop)).Text("payload", "text").ShouldBe("done");
        (await socket.ClosedAsync()).ShouldBe(WebSocketCloseStatus.NormalClosure);
        await stopping;
    }

    [Fact]
    public async Task There_are_no_doors_over_HTTP()
    {
        await using var desk = await SocketDesk.OpenAsync();
        using var client = desk.Get<IHttpClientFactory>().CreateClient("test");
        foreach (var door in new[] { "interactivity", "commands", "events" })
        {
            var address = new Uri(new Uri(desk.Bot.Urls.First()), "slack/" + door);
            using var answer = await client.PostAsync(address, new StringContent("ssl_check=1"), SocketDesk.Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }
}
