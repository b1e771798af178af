using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class ViewMethodTests
{
    [Fact]
    public async Task A_trigger_opens_one_view()
    {
        await using var room = await SlackRoom.OpenAsync();
        var trigger = await room.TriggerAsync();
        var reply = await OpenAsync(room, trigger);
        reply.IsOk.ShouldBeTrue();
        var view = room.Slack.OpenViews("U0OPS").Single();
        reply.Body.GetProperty("view").Text("id").ShouldBe(view.Id);
        reply.Body.GetProperty("view").Text("root_view_id").ShouldBe(view.Id);
        (await OpenAsync(room, trigger)).Error.ShouldBe("exchanged_trigger_id");
    }

    [Fact]
    public async Task A_trigger_is_good_for_three_seconds()
    {
        await using var room = await SlackRoom.OpenAsync();
        var trigger = await room.TriggerAsync();
        room.Clock.Advance(TimeSpan.FromSeconds(3.1));
        (await OpenAsync(room, trigger)).Error.ShouldBe("expired_trigger_id");
        (await OpenAsync(room, "12.34.never")).Error.ShouldBe("invalid_trigger_id");
    }

    [Fact]
    public async Task A_wrong_view_leaves_the_trigger_unused()
    {
        await using var room = await SlackRoom.OpenAsync();
        var trigger = await room.TriggerAsync();
        var wrong = await room.CallAsync("views.open", new { trigger_id = trigger, view = new { type = "modal" } });
        wrong.Error.ShouldBe("invalid_arguments");
        wrong.Reasons.ShouldContain(
            "[ERROR] missing required field: title [json-pointer:/view]",
            StringComparer.Ordinal
        );
        (await OpenAsync(room, trigger)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task An_update_with_an_old_hash_is_refused()
    {
        await using var room = await SlackRoom.OpenAsync();
        var opened = (await OpenAsync(room, await room.TriggerAsync())).Body.GetProperty("view");
        var update = new
        {
            view_id = opened.Text("id"),
            hash = opened.Text("hash"),
            view = Modal(Section("more")),
        };
        (await room.CallAsync("views.update", update)).IsOk.ShouldBeTrue();
        (await room.CallAsync("views.update", update)).Error.ShouldBe("hash_conflict");
        (await room.CallAsync("views.update", update with { view_id = "V0NONE" })).Error.ShouldBe("not_found");
    }

    [Fact]
    public async Task A_view_is_pushed_from_a_view_and_three_is_the_end()
    {
        await using var room = await SlackRoom.OpenAsync();
        var outside = await room.TriggerAsync();
        (await PushAsync(outside)).Error.ShouldBe("not_found");
        await OpenAsync(room, await room.TriggerAsync());
        (await PushAsync(await TriggerInViewAsync())).IsOk.ShouldBeTrue();
        (await PushAsync(await TriggerInViewAsync())).IsOk.ShouldBeTrue();
        (await PushAsync(await TriggerInViewAsync())).Error.ShouldBe("push_limit_reached");
        room.Slack.OpenViews("U0OPS")[2].PreviousId.ShouldBe(room.Slack.OpenViews("U0OPS")[1].Id);

        Task<ApiReply> PushAsync(string trigger) =>
            room.CallAsync("views.push", new { trigger_id = trigger, view = Modal(Actions(Button("more", "More"))) });

        async Task<string> TriggerInViewAsync()
        {
            var top = room.Slack.OpenViews("U0OPS")[^1];
            await room.Slack.ClickAsync(new Click("U0OPS", "more") { ViewId = top.Id }, SlackRoom.Stop);
            return room.Heard[^1].Payload.Text("trigger_id")!;
        }
    }

    private static Task<ApiReply> OpenAsync(SlackRoom room, string trigger) =>
        room.CallAsync("views.open", new { trigger_id = trigger, view = Modal(Actions(Button("more", "More"))) });
}
