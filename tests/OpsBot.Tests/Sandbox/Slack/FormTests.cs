using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class FormTests
{
    private static readonly Dictionary<string, string> Filled = Values(("reason", "Worn for weeks"));

    [Fact]
    public async Task A_submitted_form_carries_what_was_typed_and_closes()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        var reply = await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        reply.IsAccepted.ShouldBeTrue();
        room.Slack.OpenViews("U0OPS").ShouldBeEmpty();
        var payload = room.Heard[^1].Payload;
        payload.Text("type").ShouldBe("view_submission");
        payload.GetProperty("view").Text("private_metadata").ShouldBe("esc-7");
        payload
            .GetProperty("view")
            .GetProperty("state")
            .GetProperty("values")
            .GetRawText()
            .ShouldBe("""{"why":{"reason":{"type":"plain_text_input","value":"Worn for weeks"}}}""");
    }

    [Theory]
    [InlineData("view_submission", "ViewSubmissionPayload")]
    [InlineData("view_closed", "ViewClosedPayload")]
    public async Task The_payload_has_the_keys_of_the_recorded_one_and_no_others(string type, string shape)
    {
        var recorded = Parse(Shared.Read($"fixtures/slack/interactivity/{type}.json"));
        var known = Parse(Shared.Read($"fixtures/slack/interactivity/shape-templates/{shape}.json"));
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        if (type == "view_submission")
            await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        else
            await room.Slack.CloseViewAsync("U0OPS", view.Id, stop: SlackRoom.Stop);
        var payload = room.Heard[^1].Payload;
        payload.Text("type").ShouldBe(type);
        SameKeys.Check(payload, recorded, known);
        SameKeys.Check(payload.GetProperty("view"), recorded.GetProperty("view"), known.GetProperty("view"));
    }

    [Fact]
    public async Task A_required_field_left_empty_never_reaches_the_bot()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        var reply = await room.Slack.SubmitViewAsync("U0OPS", view.Id, Values(), SlackRoom.Stop);
        reply.Errors.Keys.Single().ShouldBe("why");
        reply.Status.ShouldBeNull();
        room.Heard.ShouldNotContain(one => one.Door == "interactivity");
    }

    [Fact]
    public async Task Errors_of_the_bot_stand_beside_the_field_and_the_form_stays()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        room.Answer = _ => Json(new { response_action = "errors", errors = new { why = "Say a little more" } });
        var reply = await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        reply.Errors["why"].ShouldBe("Say a little more");
        room.Slack.OpenViews("U0OPS").Single().Errors["why"].ShouldBe("Say a little more");
    }

    [Fact]
    public async Task Errors_for_a_block_that_is_no_input_are_the_bots_mistake()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        room.Answer = _ => Json(new { response_action = "errors", errors = new { elsewhere = "?" } });
        var reply = await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        reply.Trouble.ShouldBe("We had some trouble connecting. Try again?");
        room.Slack.OpenViews("U0OPS").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_form_can_be_replaced_stacked_and_cleared_by_the_answer()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        room.Answer = _ => Json(new { response_action = "update", view = Modal(Input("why", "reason")) });
        await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        room.Slack.OpenViews("U0OPS").Single().Hash.ShouldNotBe(view.Hash, StringComparer.Ordinal);

        room.Answer = _ => Json(new { response_action = "push", view = Modal(Input("why", "reason")) });
        await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        room.Slack.OpenViews("U0OPS").Count.ShouldBe(2);

        room.Answer = _ => Json(new { response_action = "clear" });
        await room.Slack.SubmitViewAsync("U0OPS", room.Slack.OpenViews("U0OPS")[1].Id, Filled, SlackRoom.Stop);
        room.Slack.OpenViews("U0OPS").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_that_Slack_would_refuse_shows_trouble()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        room.Answer = _ => Json(new { response_action = "update", view = new { type = "modal" } });
        var reply = await room.Slack.SubmitViewAsync("U0OPS", view.Id, Filled, SlackRoom.Stop);
        reply.Trouble.ShouldNotBeNull();
        room.Slack.OpenViews("U0OPS").Single().Hash.ShouldBe(view.Hash);
    }

    [Fact]
    public async Task Closing_tells_the_bot_and_the_x_clears_the_stack()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room);
        await room.Slack.CloseViewAsync("U0OPS", view.Id, wholeStack: true, SlackRoom.Stop);
        room.Slack.OpenViews("U0OPS").ShouldBeEmpty();
        room.Heard[^1].Payload.Flag("is_cleared").ShouldBeTrue();
    }

    private static async Task<SlackView> OpenAsync(SlackRoom room)
    {
        var trigger = await room.TriggerAsync();
        var reply = await room.CallAsync(
            "views.open",
            new { trigger_id = trigger, view = Modal(Input("why", "reason")) }
        );
        reply.Error.ShouldBeNull();
        return room.Slack.OpenViews("U0OPS").Single();
    }

    private static Task<IResult> Json(object body) => Task.FromResult(Results.Json(body));

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
