using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack.Sockets;

public sealed class EnvelopeTests
{
    [Fact]
    public async Task A_command_goes_through_the_socket_alone_and_is_answered_in_the_acknowledgement()
    {
        await using var room = await ConnectTests.OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        var envelope = await client.ReadAsync();
        Recorded("envelope.slash_commands", envelope);
        envelope.Text("type").ShouldBe("slash_commands");
        envelope.Flag("accepts_response_payload").ShouldBeTrue();
        envelope.GetProperty("payload").Text("text").ShouldBe("status");
        await client.AckAsync(envelope, new { text = "all loops run" });
        (await typed).Failure.ShouldBeNull();
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldBe("all loops run");
        room.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_click_is_taken_by_an_acknowledgement_whose_payload_does_nothing()
    {
        await using var room = await ConnectTests.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        var clicked = room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        var envelope = await client.ReadAsync();
        Recorded("envelope.interactive.block_actions.message", envelope);
        envelope.GetProperty("accepts_response_payload").GetBoolean().ShouldBeFalse();
        await client.AckAsync(envelope, new { text = "ignored", response_type = "in_channel" });
        (await clicked).Error.ShouldBeNull();
        room.Slack.Messages("C0OPS").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_form_is_answered_in_the_acknowledgement()
    {
        await using var room = await ConnectTests.OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops", SlackRoom.Stop);
        var command = await client.ReadAsync();
        await room.CallAsync(
            "views.open",
            new { trigger_id = command.GetProperty("payload").Text("trigger_id"), view = Modal(Input("why", "reason")) }
        );
        await client.AckAsync(command);
        await typed;
        var view = room.Slack.OpenViews("U0OPS").Single();
        var submitted = room.Slack.SubmitViewAsync("U0OPS", view.Id, Values(("reason", "no")), SlackRoom.Stop);
        var envelope = await client.ReadAsync();
        envelope.Flag("accepts_response_payload").ShouldBeTrue();
        await client.AckAsync(envelope, new { response_action = "errors", errors = new { why = "Say more." } });
        (await submitted).Errors["why"].ShouldBe("Say more.");
    }

    [Fact]
    public async Task Each_payload_goes_to_one_connection_and_only_that_one_can_acknowledge_it()
    {
        await using var room = await ConnectTests.OpenAsync();
        var (first, _) = await SocketClient.OpenAsync(room);
        await using var one = first;
        var (second, _) = await SocketClient.OpenAsync(room);
        await using var two = second;
        var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops one", SlackRoom.Stop);
        var heard = await one.ReadAsync();
        await two.AckAsync(heard);
        await two.AckAsync(heard);
        var next = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops two", SlackRoom.Stop);
        var other = await two.ReadAsync();
        other.GetProperty("payload").Text("text").ShouldBe("two");
        await two.AckAsync(other);
        await next;
        typed.IsCompleted.ShouldBeFalse();
        room.Slack.Sockets.StrayAcks.ShouldBe(2);
        await one.AckAsync(heard);
        (await typed).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_command_nobody_acknowledges_in_three_seconds_is_a_timeout_and_the_late_answer_is_not_shown()
    {
        await using var room = await ConnectTests.OpenAsync();
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        var envelope = await client.ReadAsync();
        room.Clock.Advance(TimeSpan.FromSeconds(3.1));
        (await typed).Failure.ShouldBe("/ops failed with the error \"operation_timeout\"");
        await client.AckAsync(envelope, new { text = "too late" });
        await client.CloseAsync();
        await room.Slack.Sockets.CountAsync(0, SlackRoom.Stop);
        room.Slack.Sockets.StrayAcks.ShouldBe(1);
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldContain("operation_timeout");
    }

    [Fact]
    public async Task Without_a_connection_or_with_one_that_breaks_a_command_fails()
    {
        await using var room = await ConnectTests.OpenAsync();
        var none = await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        none.Failure.ShouldBe("/ops failed with the error \"dispatch_failed\"");
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        await client.ReadAsync();
        room.Slack.Sockets.Break();
        (await typed).Failure.ShouldBe("/ops failed with the error \"dispatch_failed\"");
        room.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_asked_to_go_gets_nothing_while_there_is_another()
    {
        await using var room = await ConnectTests.OpenAsync();
        var (leaving, _) = await SocketClient.OpenAsync(room);
        await using var one = leaving;
        await room.Slack.Sockets.DisconnectAsync("refresh_requested", SlackRoom.Stop);
        (await leaving.ReadAsync()).Text("reason").ShouldBe("refresh_requested");
        var (fresh, _) = await SocketClient.OpenAsync(room);
        await using var two = fresh;
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
            await fresh.AckAsync(await fresh.ReadAsync());
            (await typed).Failure.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Large_messages_come_whole_or_in_many_frames()
    {
        await using var room = await ConnectTests.OpenAsync(options => options.Socket.PadTo = 70_000);
        var (client, _) = await SocketClient.OpenAsync(room);
        await using var one = client;
        await AskAsync();
        client.Parts.ShouldBeLessThan(10);
        room.Options.Socket.FrameBytes = 1_000;
        await AskAsync();
        client.Parts.ShouldBeGreaterThan(60);

        async Task AskAsync()
        {
            var typed = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
            var envelope = await client.ReadAsync();
            envelope.GetRawText().Length.ShouldBeGreaterThanOrEqualTo(70_000);
            await client.AckAsync(envelope);
            (await typed).Failure.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Switched_off_everything_goes_over_http_again()
    {
        await using var room = await ConnectTests.OpenAsync();
        await room.Slack.Sockets.TurnOffAsync(SlackRoom.Stop);
        room.Answer = _ => Task.FromResult(Results.Text("over http"));
        await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldBe("over http");
    }

    private static void Recorded(string name, JsonElement ours)
    {
        var recorded = JsonSerializer.Deserialize<JsonElement>(Shared.Read($"fixtures/slack/socket-mode/{name}.json"));
        SameKeys.Check(ours, recorded, recorded);
        recorded
            .GetProperty("payload")
            .EnumerateObject()
            .Select(field => field.Name)
            .Where(key => !ours.GetProperty("payload").TryGetProperty(key, out _))
            .ShouldBeEmpty();
    }
}
