using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack.Events;

public sealed class EventTests
{
    [Theory]
    [InlineData("text/plain", "{0}", null)]
    [InlineData("application/json", "{{\"challenge\":\"{0}\"}}", null)]
    [InlineData("application/x-www-form-urlencoded", "challenge={0}", null)]
    [InlineData("text/plain", "pong", "challenge_failed")]
    public async Task The_address_is_accepted_when_the_challenge_comes_back(string type, string body, string? error)
    {
        await using var room = await SlackRoom.OpenAsync();
        room.Answer = said =>
            Task.FromResult(
                Results.Text(
                    string.Format(
                        System.Globalization.CultureInfo.InvariantCulture,
                        body,
                        said.Payload.Text("challenge")
                    ),
                    type
                )
            );
        (await room.Slack.VerifyEventsAsync(SlackRoom.Stop)).ShouldBe(error);
        var heard = room.Heard.Single();
        heard.Payload.Text("type").ShouldBe("url_verification");
        heard.Signature.ShouldBe(SlackSignature.Of(room.Options.SigningSecret, heard.Timestamp, heard.Body));
    }

    [Fact]
    public async Task What_somebody_says_is_told_as_recorded_and_signed()
    {
        await using var room = await OpenAsync("message.channels");
        room.Slack.Say("U0OPS", "C0OPS", "where is 1042?");
        await room.Slack.EventsAsync();
        var heard = room.Heard.Single();
        heard.Door.ShouldBe("events");
        heard.ContentType.ShouldBe("application/json");
        heard.RetryNumber.ShouldBeEmpty();
        heard.Signature.ShouldBe(SlackSignature.Of(room.Options.SigningSecret, heard.Timestamp, heard.Body));
        var recorded = JsonSerializer
            .Deserialize<JsonElement>(Shared.Read("fixtures/slack/socket-mode/envelope.events_api.message.json"))
            .GetProperty("payload");
        Holds(heard.Payload, recorded);
        Holds(heard.Payload.GetProperty("event"), recorded.GetProperty("event"));
    }

    [Fact]
    public async Task A_reply_names_its_thread_and_a_mention_is_told_twice()
    {
        await using var room = await OpenAsync("message.channels", "app_mention");
        var card = await room.PostAsync(Escalation());
        await room.Slack.EventsAsync();
        Happened(room).Single().Text("bot_id").ShouldBe(room.Options.BotId);
        room.Slack.Mention("U0OPS", "C0OPS", "why?", card);
        await room.Slack.EventsAsync();
        var told = Happened(room).Skip(1).ToList();
        told.Select(one => one.Text("type")).Order().ShouldBe(["app_mention", "message"]);
        foreach (var one in told)
        {
            one.Text("thread_ts").ShouldBe(card);
            one.Text("parent_user_id").ShouldBe(room.Options.BotUserId);
            one.Text("text").ShouldBe("<@U0OPSBOT> why?");
        }
    }

    [Fact]
    public async Task Nothing_is_told_without_subscription_scope_or_membership()
    {
        await using var room = await OpenAsync("message.channels", "app_mention", "message.im");
        room.Options.Scopes.Remove("app_mentions:read");
        room.Slack.Mention("U0OPS", "C0OPS", "one");
        room.Slack.Admin.RemoveBot("C0OPS");
        room.Slack.Mention("U0OPS", "C0OPS", "two");
        room.Slack.Mention("U0OPS", "D0OPS", "three");
        room.Options.Scopes.Remove("im:history");
        room.Slack.Say("U0OPS", "D0OPS", "four");
        room.Options.Scopes.Add("im:history");
        room.Options.Events.Remove("message.im");
        room.Slack.Say("U0OPS", "D0OPS", "five");
        await room.Slack.EventsAsync();
        Happened(room).Select(one => one.Text("text")).Order().ShouldBe(["<@U0OPSBOT> one", "<@U0OPSBOT> three"]);
        Happened(room).Select(one => one.Text("channel_type")).Order().ShouldBe(["channel", "im"]);
    }

    [Fact]
    public async Task The_bots_own_edits_come_back_to_it()
    {
        await using var room = await OpenAsync("message.channels");
        var ts = await room.PostAsync(new { channel = "C0OPS", text = "before" });
        await room.CallAsync(
            "chat.update",
            new
            {
                channel = "C0OPS",
                ts,
                text = "after",
            }
        );
        await room.Slack.EventsAsync();
        var changed = Happened(room).Single(one => one.Text("subtype") == "message_changed");
        changed.GetProperty("message").Text("text").ShouldBe("after");
        changed.GetProperty("message").Text("bot_id").ShouldBe(room.Options.BotId);
        changed.GetProperty("previous_message").Text("text").ShouldBe("before");
        changed.Text("ts").ShouldNotBe(ts);
        await room.CallAsync("chat.delete", new { channel = "C0OPS", ts });
        await room.Slack.EventsAsync();
        Happened(room).Single(one => one.Text("subtype") == "message_deleted").Text("deleted_ts").ShouldBe(ts);
    }

    [Fact]
    public async Task Opening_the_home_tells_the_tab_and_what_was_published()
    {
        await using var room = await OpenAsync("app_home_opened");
        room.Slack.OpenHome("U0OPS");
        await room.Slack.EventsAsync();
        var view = new { type = "home", blocks = (object[])[Section("*Mine*")] };
        (await room.CallAsync("views.publish", new { user_id = "U0OPS", view })).Error.ShouldBeNull();
        room.Slack.OpenHome("U0OPS");
        await room.Slack.EventsAsync();
        room.Slack.OpenHome("U0OPS", "messages");
        await room.Slack.EventsAsync();
        var told = Happened(room);
        told.Select(one => one.Text("tab")).ShouldBe(["home", "home", "messages"]);
        told.Select(one => one.Has("view")).ShouldBe([false, true, false]);
        told[1].GetProperty("view").Text("type").ShouldBe("home");
        told[0].Text("channel").ShouldBe("D0OPS");
    }

    [Fact]
    public async Task Channels_and_the_app_itself_come_and_go()
    {
        await using var room = await OpenAsync(
            "member_joined_channel",
            "channel_archive",
            "tokens_revoked",
            "app_uninstalled"
        );
        room.Slack.Admin.RemoveBot("C0OPS");
        room.Slack.Admin.Join(room.Options.BotUserId, "C0OPS", inviter: "U0LEAD");
        room.Slack.Admin.Archive("C0OPS", "U0LEAD");
        room.Slack.Admin.Uninstall();
        await room.Slack.EventsAsync();
        var told = Happened(room).ToDictionary(one => one.Text("type")!, StringComparer.Ordinal);
        told.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["app_uninstalled", "channel_archive", "member_joined_channel", "tokens_revoked"]);
        told["member_joined_channel"].Text("inviter").ShouldBe("U0LEAD");
        told["tokens_revoked"].GetProperty("tokens").List("bot").Single().GetString().ShouldBe("U0OPSBOT");
        (await room.CallAsync("auth.test", new { })).Error.ShouldBe("account_inactive");
        room.Slack.Admin.Install();
        (await room.CallAsync("auth.test", new { })).Error.ShouldBeNull();
    }

    internal static Task<SlackRoom> OpenAsync(params string[] events) =>
        SlackRoom.OpenAsync(options =>
        {
            options.Events.UnionWith(events);
            options.Limits = SlackLimits.None;
        });

    internal static IReadOnlyList<JsonElement> Happened(SlackRoom room) =>
        [.. room.Heard.Where(one => one.Door == "events").Select(one => one.Payload.GetProperty("event"))];

    private static void Holds(JsonElement ours, JsonElement recorded) =>
        recorded
            .EnumerateObject()
            .Select(field => field.Name)
            .Where(name => !ours.TryGetProperty(name, out _))
            .ShouldBeEmpty();
}
