using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class ClickTests
{
    [Fact]
    public async Task A_click_is_a_signed_form_with_the_payload_in_it()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        var reply = await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        reply.ShouldBe(new ClickReply(200, null));

        var heard = room.Heard.Single();
        heard.Door.ShouldBe("interactivity");
        heard.ContentType.ShouldBe("application/x-www-form-urlencoded");
        heard.Timestamp.ShouldBe(room.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(Invariant));
        heard.Signature.ShouldBe(SlackSignature.Of(room.Options.SigningSecret, heard.Timestamp, heard.Body));
        var payload = heard.Payload;
        payload.GetProperty("user").Text("id").ShouldBe("U0OPS");
        payload.GetProperty("container").Text("message_ts").ShouldBe(ts);
        payload.List("actions").Single().Text("value").ShouldBe("7:1");
        payload.GetProperty("message").Text("ts").ShouldBe(ts);
    }

    [Fact]
    public async Task The_payload_has_the_keys_of_the_recorded_one_and_no_others()
    {
        var recorded = Parse(Shared.Read("fixtures/slack/interactivity/block_actions.message.full.json"));
        var known = Parse(Shared.Read("fixtures/slack/interactivity/shape-templates/BlockActionPayload.json"));
        var fuller = Parse(Shared.Read("fixtures/slack/interactivity/block_actions.with_state.json"));
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        var payload = room.Heard.Single().Payload;

        SameKeys.Check(payload, recorded, known);
        SameKeys.Check(
            payload.List("actions").Single(),
            recorded.List("actions").Single(),
            known.List("actions").First()
        );
        foreach (var part in (string[])["user", "team", "container", "channel"])
            SameKeys.Check(payload.GetProperty(part), fuller.GetProperty(part), known.GetProperty(part));
        foreach (var part in (string[])["user", "team", "container", "channel", "message"])
            SameKeys.Check(payload.GetProperty(part), recorded.GetProperty(part), known.GetProperty(part));
    }

    [Fact]
    public async Task A_click_in_an_ephemeral_has_no_message_but_says_so()
    {
        await using var room = await SlackRoom.OpenAsync();
        await room.CallAsync(
            "chat.postEphemeral",
            new
            {
                channel = "C0OPS",
                user = "U0OPS",
                text = "x",
                blocks = (object[])[Actions(Button("undo", "Undo"))],
            }
        );
        var ts = room.Slack.Ephemerals("U0OPS").Single().Ts;
        await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "undo", stop: SlackRoom.Stop);
        var payload = room.Heard.Single().Payload;
        payload.Has("message").ShouldBeFalse();
        payload.GetProperty("container").Flag("is_ephemeral").ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(() =>
            room.Slack.ClickAsync("U0LEAD", "C0OPS", ts, "undo", stop: SlackRoom.Stop)
        );
    }

    [Fact]
    public async Task A_menu_tells_the_option_and_fields_beside_it_their_state()
    {
        await using var room = await SlackRoom.OpenAsync();
        var option = new { text = Words("Snooze one hour"), value = "snooze" };
        var ts = await room.PostAsync(
            new
            {
                channel = "C0OPS",
                text = "x",
                blocks = (object[])
                    [
                        Input("note", "text"),
                        Actions(
                            new
                            {
                                type = "overflow",
                                action_id = "more",
                                options = (object[])[option],
                            }
                        ),
                    ],
            }
        );
        var click = new Click("U0OPS", "more")
        {
            Channel = "C0OPS",
            Ts = ts,
            Chosen = ["snooze"],
            Fields = FieldValues.Of(Values(("text", "later"))),
        };
        await room.Slack.ClickAsync(click, SlackRoom.Stop);
        var payload = room.Heard.Single().Payload;
        payload.List("actions").Single().GetProperty("selected_option").Text("value").ShouldBe("snooze");
        payload
            .GetProperty("state")
            .GetProperty("values")
            .GetProperty("note")
            .GetProperty("text")
            .GetRawText()
            .ShouldBe("""{"type":"plain_text_input","value":"later"}""");
    }

    [Fact]
    public async Task A_click_in_a_thread_names_the_thread()
    {
        await using var room = await SlackRoom.OpenAsync();
        var parent = await room.PostAsync(Escalation());
        var reply = await room.PostAsync(
            new
            {
                channel = "C0OPS",
                text = "x",
                thread_ts = parent,
                blocks = (object[])[Actions(Button("undo", "Undo"))],
            }
        );
        await room.Slack.ClickAsync("U0OPS", "C0OPS", reply, "undo", stop: SlackRoom.Stop);
        room.Heard.Single().Payload.GetProperty("container").Text("thread_ts").ShouldBe(parent);
    }

    [Fact]
    public async Task A_bot_that_takes_longer_than_three_seconds_has_not_answered()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        var heard = new TaskCompletionSource();
        var never = new TaskCompletionSource<IResult>();
        room.Answer = _ =>
        {
            heard.SetResult();
            return never.Task;
        };
        var click = room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        await heard.Task;
        room.Clock.Advance(TimeSpan.FromSeconds(3));
        (await click).ShouldBe(new ClickReply(null, "operation_timeout"));
        never.SetResult(Results.Ok());
    }

    [Fact]
    public async Task A_bot_that_fails_or_is_not_there_is_told_to_the_person()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        room.Answer = _ => Task.FromResult(Results.StatusCode(500));
        var failed = await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        failed.ShouldBe(new ClickReply(500, "dispatch_failed"));
        room.Options.BotUrl = new Uri("http://127.0.0.1:9/");
        var gone = await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "approve", stop: SlackRoom.Stop);
        gone.ShouldBe(new ClickReply(null, "dispatch_failed"));
    }

    [Fact]
    public async Task Nobody_clicks_what_is_not_there_or_is_not_in_the_workspace()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        await Should.ThrowAsync<InvalidOperationException>(() =>
            room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "gone", stop: SlackRoom.Stop)
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            room.Slack.ClickAsync("U0NOBODY", "C0OPS", ts, "approve", stop: SlackRoom.Stop)
        );
    }

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
