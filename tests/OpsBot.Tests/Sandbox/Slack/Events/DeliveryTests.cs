using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Sandbox.Slack.Sockets;

namespace OpsBot.Tests.Sandbox.Slack.Events;

public sealed class DeliveryTests
{
    [Fact]
    public async Task An_event_that_is_refused_comes_again_at_once_after_a_minute_and_after_five()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Answer = _ => Task.FromResult(Results.StatusCode(503));
        room.Slack.Say("U0OPS", "C0OPS", "hello");
        await room.Slack.EventsAsync();
        Tries(room).ShouldBe(["", "1 http_error"]);
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.Slack.EventsAsync();
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        await room.Slack.EventsAsync();
        Tries(room).ShouldBe(["", "1 http_error", "2 http_error", "3 http_error"]);
        room.Heard.Select(one => one.Payload.Text("event_id")).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        room.Heard.Select(one => one.Timestamp).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        room.Clock.Advance(TimeSpan.FromHours(1));
        await room.Slack.EventsAsync();
        room.Heard.Count.ShouldBe(4);
        room.Slack.LostEvents.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_taken_at_the_second_try_is_not_sent_again()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Answer = said => Task.FromResult(Results.StatusCode(said.RetryNumber == "" ? 500 : 204));
        room.Slack.Say("U0OPS", "C0OPS", "hello");
        await room.Slack.EventsAsync();
        room.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Slack.EventsAsync();
        Tries(room).ShouldBe(["", "1 http_error"]);
        room.Slack.LostEvents.ShouldBe(0);
    }

    [Fact]
    public async Task Who_says_no_retry_gets_none()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Answer = _ => Task.FromResult<IResult>(new NoRetry());
        room.Slack.Say("U0OPS", "C0OPS", "hello");
        await room.Slack.EventsAsync();
        room.Heard.Count.ShouldBe(1);
        room.Slack.LostEvents.ShouldBe(1);
    }

    [Fact]
    public async Task A_late_answer_is_none()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        var heard = new TaskCompletionSource();
        room.Answer = said =>
        {
            if (said.RetryNumber != "")
                return Task.FromResult(Results.Ok());
            heard.SetResult();
            return new TaskCompletionSource<IResult>().Task;
        };
        room.Slack.Say("U0OPS", "C0OPS", "hello");
        await heard.Task.WaitAsync(SlackRoom.Stop);
        room.Clock.Advance(TimeSpan.FromSeconds(3.1));
        await room.Slack.EventsAsync();
        Tries(room).ShouldBe(["", "1 http_timeout"]);
    }

    [Fact]
    public async Task Switches_double_an_event_and_send_it_after_the_next_one()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Faults.Set(new FaultOrder("slack", FaultKind.Duplicate) { Times = 1 });
        room.Slack.Say("U0OPS", "C0OPS", "twice");
        await room.Slack.EventsAsync();
        room.Heard.Select(one => one.Payload.Text("event_id")).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        room.Heard.Count.ShouldBe(2);

        room.Faults.Set(new FaultOrder("slack", FaultKind.Reorder) { Times = 1 });
        room.Slack.Say("U0OPS", "C0OPS", "held");
        await room.Slack.EventsAsync();
        room.Heard.Count.ShouldBe(2);
        room.Slack.Say("U0OPS", "C0OPS", "next");
        await room.Slack.EventsAsync();
        EventTests.Happened(room).Skip(2).Select(one => one.Text("text")).Order().ShouldBe(["held", "next"]);
        room.Faults.Set(new FaultOrder("slack", FaultKind.Reorder) { Times = 1 });
        room.Slack.Say("U0OPS", "C0OPS", "alone");
        room.Clock.Advance(TimeSpan.FromSeconds(1.1));
        await room.Slack.EventsAsync();
        room.Heard.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Beyond_the_hourly_limit_the_app_is_told_once_a_minute()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Options.Limits = new SlackLimits { EventsPerHour = 1 };
        foreach (var words in (string[])["one", "two", "three"])
            room.Slack.Say("U0OPS", "C0OPS", words);
        await room.Slack.EventsAsync();
        room.Heard.Count.ShouldBe(2);
        var told = room.Heard.Single(one => one.Payload.Text("type") == "app_rate_limited").Payload;
        var recorded = JsonSerializer.Deserialize<JsonElement>(
            Infrastructure.Shared.Read("fixtures/slack/events/app_rate_limited.json")
        );
        SameKeys.Check(told, recorded, recorded);
        room.Clock.Advance(TimeSpan.FromHours(1));
        room.Slack.Say("U0OPS", "C0OPS", "again");
        await room.Slack.EventsAsync();
        room.Heard[^1].Payload.GetProperty("event").Text("text").ShouldBe("again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Through_a_socket_an_event_nobody_acknowledged_comes_again(bool keepsId)
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Options.Socket.KeepsEnvelopeId = keepsId;
        room.Slack.Sockets.TurnOn();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        room.Slack.Say("U0OPS", "C0OPS", "hello");
        var first = await client.ReadAsync();
        first.Text("type").ShouldBe("events_api");
        first.GetProperty("retry_attempt").GetInt32().ShouldBe(0);
        first.Text("retry_reason").ShouldBe("");
        first.GetProperty("accepts_response_payload").GetBoolean().ShouldBeFalse();
        room.Clock.Advance(TimeSpan.FromSeconds(3.1));
        var second = await client.ReadAsync();
        second.GetProperty("retry_attempt").GetInt32().ShouldBe(1);
        second.Text("retry_reason").ShouldBe("timeout");
        (second.Text("envelope_id") == first.Text("envelope_id")).ShouldBe(keepsId);
        second.GetProperty("payload").Text("event_id").ShouldBe(first.GetProperty("payload").Text("event_id"));
        await client.AckAsync(second);
        await room.Slack.EventsAsync();
        room.Slack.LostEvents.ShouldBe(0);
        room.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_whose_connection_breaks_comes_through_the_other()
    {
        await using var room = await EventTests.OpenAsync("message.channels");
        room.Slack.Sockets.TurnOn();
        var (first, _) = await SocketClient.OpenAsync(room);
        await using var one = first;
        room.Slack.Say("U0OPS", "C0OPS", "hello");
        var lost = await first.ReadAsync();
        var (second, _) = await SocketClient.OpenAsync(room);
        await using var two = second;
        await first.CloseAsync();
        var again = await second.ReadAsync();
        again.Text("retry_reason").ShouldBe("connection_failed");
        again.GetProperty("payload").Text("event_id").ShouldBe(lost.GetProperty("payload").Text("event_id"));
        await second.AckAsync(again);
        await room.Slack.EventsAsync();
    }

    private static IEnumerable<string> Tries(SlackRoom room) =>
        room.Heard.Select(one => $"{one.RetryNumber} {one.RetryReason}".Trim());

    private sealed class NoRetry : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["x-slack-no-retry"] = "1";
            httpContext.Response.StatusCode = 500;
            return Task.CompletedTask;
        }
    }
}
