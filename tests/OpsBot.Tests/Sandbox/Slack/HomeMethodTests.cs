using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class HomeMethodTests
{
    [Fact]
    public async Task Each_person_has_a_home_of_their_own_that_keeps_its_id()
    {
        await using var room = await SlackRoom.OpenAsync();
        var first = await PublishAsync(room, "U0OPS", "one");
        first.Error.ShouldBeNull();
        await PublishAsync(room, "U0LEAD", "other");
        var again = await PublishAsync(room, "U0OPS", "two");
        Id(again).ShouldBe(Id(first));
        room.Slack.Home("U0OPS")!.Blocks[0].GetProperty("text").Text("text").ShouldBe("two");
        room.Slack.Home("U0LEAD")!.Blocks[0].GetProperty("text").Text("text").ShouldBe("other");
        room.Slack.Home("U0GUEST").ShouldBeNull();
    }

    [Fact]
    public async Task A_stale_hash_changes_nothing()
    {
        await using var room = await SlackRoom.OpenAsync();
        var seen = (await PublishAsync(room, "U0OPS", "one")).Body.GetProperty("view").Text("hash")!;
        (await PublishAsync(room, "U0OPS", "two", seen)).Error.ShouldBeNull();
        (await PublishAsync(room, "U0OPS", "three", seen)).Error.ShouldBe("hash_conflict");
        room.Slack.Home("U0OPS")!.Blocks[0].GetProperty("text").Text("text").ShouldBe("two");
        var update = new
        {
            view_id = room.Slack.Home("U0OPS")!.Id,
            hash = seen,
            view = Home("four"),
        };
        (await room.CallAsync("views.update", update)).Error.ShouldBe("hash_conflict");
        (
            await room.CallAsync("views.update", update with { hash = room.Slack.Home("U0OPS")!.Hash })
        ).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_no_home_or_nobodys_is_refused()
    {
        await using var room = await SlackRoom.OpenAsync();
        (await PublishAsync(room, "U0NOBODY", "one")).Error.ShouldBe("invalid_arguments");
        (await PublishAsync(room, "U0GONE", "one")).Error.ShouldBe("invalid_arguments");
        var modal = await room.CallAsync("views.publish", new { user_id = "U0OPS", view = Modal() });
        modal.Error.ShouldBe("invalid_arguments");
        var open = await room.CallAsync(
            "views.open",
            new { trigger_id = await room.TriggerAsync(), view = Home("one") }
        );
        open.Error.ShouldBe("invalid_arguments");
        room.Options.HasHome = false;
        (await PublishAsync(room, "U0OPS", "one")).Error.ShouldBe("not_enabled");
    }

    [Fact]
    public async Task A_click_in_the_home_comes_without_channel_and_message_and_may_open_a_modal()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = new { type = "home", blocks = (object[])[Actions(Button("mine", "Show"))] };
        await room.CallAsync("views.publish", new { user_id = "U0OPS", view });
        var home = room.Slack.Home("U0OPS")!;
        await room.Slack.ClickAsync(new Click("U0OPS", "mine") { ViewId = home.Id }, SlackRoom.Stop);
        var payload = room.Heard.Single().Payload;
        payload.GetProperty("container").Text("view_id").ShouldBe(home.Id);
        payload.GetProperty("view").Text("type").ShouldBe("home");
        payload.GetProperty("view").GetProperty("title").Text("text").ShouldBe("View Title");
        foreach (var absent in (string[])["channel", "message", "response_url"])
            payload.Has(absent).ShouldBeFalse(absent);
        var open = new { trigger_id = payload.Text("trigger_id"), view = Modal() };
        (await room.CallAsync("views.push", open)).Error.ShouldBe("not_found");
        await room.Slack.ClickAsync(new Click("U0OPS", "mine") { ViewId = home.Id }, SlackRoom.Stop);
        var second = new { trigger_id = room.Heard[^1].Payload.Text("trigger_id"), view = Modal() };
        (await room.CallAsync("views.open", second)).Error.ShouldBeNull();
        room.Slack.OpenViews("U0OPS").Count.ShouldBe(1);
    }

    private static object Home(string words) => new { type = "home", blocks = (object[])[Section(words)] };

    private static Task<ApiReply> PublishAsync(SlackRoom room, string user, string words, string? hash = null) =>
        room.CallAsync(
            "views.publish",
            new
            {
                user_id = user,
                view = Home(words),
                hash,
            }
        );

    private static string? Id(ApiReply reply) => reply.Body.GetProperty("view").Text("id");
}
