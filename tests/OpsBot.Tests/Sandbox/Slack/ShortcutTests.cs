using System.Text.Json;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class ShortcutTests
{
    [Fact]
    public async Task From_the_menu_of_a_message_it_carries_what_the_recorded_one_carries()
    {
        await using var room = await OpenAsync();
        var said = room.Slack.Say("U0GUEST", "C0OPS", "please look at 1042");
        await room.Slack.ShortcutAsync("U0OPS", "C0OPS", said.Ts, "look", SlackRoom.Stop);
        var payload = room.Heard.Single().Payload;
        SameKeys.Check(payload, Fixture("shortcut.message_action"), Fixture("shape-templates/MessageShortcutPayload"));
        payload.Text("type").ShouldBe("message_action");
        payload.Text("callback_id").ShouldBe("look");
        payload.Text("message_ts").ShouldBe(said.Ts);
        payload.GetProperty("message").Text("user").ShouldBe("U0GUEST");
        payload.GetProperty("channel").Text("name").ShouldBe("ops-desk");
        var open = new { trigger_id = payload.Text("trigger_id"), view = Modal() };
        (await room.CallAsync("views.open", open)).IsOk.ShouldBeTrue();
        (await room.PostToAsync(payload.Text("response_url")!, new { text = "seen" })).Status.ShouldBe(200);
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldBe("seen");
    }

    [Fact]
    public async Task A_global_one_knows_no_channel()
    {
        await using var room = await OpenAsync();
        await room.Slack.GlobalShortcutAsync("U0OPS", "ask", SlackRoom.Stop);
        var payload = room.Heard.Single().Payload;
        payload.Text("type").ShouldBe("shortcut");
        payload.Has("channel").ShouldBeFalse();
        payload.Has("response_url").ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_app_did_not_declare_cannot_be_used()
    {
        await using var room = await OpenAsync();
        var said = room.Slack.Say("U0OPS", "C0OPS", "hello");
        await Should.ThrowAsync<InvalidOperationException>(() =>
            room.Slack.ShortcutAsync("U0OPS", "C0OPS", said.Ts, "ask", SlackRoom.Stop)
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            room.Slack.ShortcutAsync("U0OPS", "C0OPS", "1.1", "look", SlackRoom.Stop)
        );
        room.Heard.ShouldBeEmpty();
    }

    private static Task<SlackRoom> OpenAsync() =>
        SlackRoom.OpenAsync(options =>
        {
            options.ShortcutsNameTheApp = false;
            options.Shortcuts.Add(new("look", "Look into it"));
            options.Shortcuts.Add(new("ask", "Ask the bot", IsGlobal: true));
        });

    private static JsonElement Fixture(string name) =>
        JsonSerializer.Deserialize<JsonElement>(Shared.Read($"fixtures/slack/interactivity/{name}.json"));
}
