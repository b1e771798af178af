using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels.Slack.Socket;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What happens in the workspace, as Slack tells it at the events door.</summary>
public sealed class SlackEventTests
{
    [Theory]
    [InlineData("<@U0OPSBOT> status", "status")]
    [InlineData("<@U0OPSBOT|opsbot> pause returns because a &amp; b", "pause returns because a & b")]
    [InlineData("run #1042-R1 <@U0OPSBOT>", "run #1042-R1")]
    [InlineData("hey <@U0OPSBOT> status <@U0LEAD>", "status @slack:U0LEAD")]
    [InlineData("<@U0OPSBOT>", "")]
    [InlineData("<@U0OPSBOTTOM> status", "@slack:U0OPSBOTTOM status")]
    [InlineData("<@U0OPSBOT> assign 7 <@U0LEAD>", "assign 7 @slack:U0LEAD")]
    [InlineData("<@U0OPSBOT", "<@U0OPSBOT")]
    public void What_is_said_to_the_bot_is_what_stands_beside_its_name(string text, string typed) =>
        SlackMentionHandler.Typed(text, "U0OPSBOT").ShouldBe(typed);

    [Fact]
    public async Task A_command_by_mention_is_answered_to_the_one_who_said_it()
    {
        await using var desk = await SlackDesk.OpenAsync();
        (await SendAsync(desk, Mention("Ev1"))).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(desk, Mention("Ev1"))).ShouldBe(HttpStatusCode.OK);
        var told = await desk.Slack.EphemeralAsync("U0OPS", _ => true, SlackDesk.Stop);
        told.Text.ShouldStartWith("Status");
        var (text, person) = desk.Commands.Said.ShouldHaveSingleItem();
        (text, person.Id, person.IsOurs).ShouldBe(("status", "slack:U0OPS", true));
    }

    [Fact]
    public async Task A_command_that_fails_is_said_to_have_failed_and_not_done_again()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Commands.Reply = () => throw new OutsideException(FailureKind.Safe, "shopify", "cannot be reached");
        (await SendAsync(desk, Mention("Ev1"))).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(desk, Mention("Ev1"))).ShouldBe(HttpStatusCode.OK);
        var told = await desk.Slack.EphemeralAsync("U0OPS", _ => true, SlackDesk.Stop);
        told.Text.ShouldContain("please try again. shopify: cannot be reached");
        desk.Commands.Said.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("team", "T0OTHER")]
    [InlineData("user_team", "T0OTHER")]
    [InlineData("source_team", "T0OTHER")]
    [InlineData("team", null)]
    public async Task Somebody_of_another_company_in_a_shared_channel_is_known_as_such(string name, string? value)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var mention = Mention("Ev1");
        mention["event"]![name] = value;
        await SendAsync(desk, mention);
        desk.Commands.Said.ShouldHaveSingleItem().Person.IsOurs.ShouldBeFalse();
    }

    [Theory]
    [InlineData("bot_id", "B0OPSBOT")]
    [InlineData("user", "U0OPSBOT")]
    [InlineData("subtype", "bot_message")]
    [InlineData("subtype", "message_changed")]
    [InlineData("subtype", "channel_join")]
    public async Task The_bot_does_not_hear_itself_nor_what_nobody_wrote(string name, string value)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var mention = Mention("Ev1");
        mention["event"]![name] = value;
        (await SendAsync(desk, mention)).ShouldBe(HttpStatusCode.OK);
        desk.Commands.Said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("U0TEMP")]
    [InlineData("U0GONE")]
    public async Task A_guest_or_somebody_who_left_has_no_role_by_mention_either(string user)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var mention = Mention("Ev1");
        mention["event"]!["user"] = user;
        (await SendAsync(desk, mention)).ShouldBe(HttpStatusCode.OK);
        desk.Commands.Said.ShouldHaveSingleItem().Person.IsOurs.ShouldBeFalse();
    }

    [Fact]
    public async Task What_happens_in_another_workspace_is_passed_over()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var mention = Mention("Ev1");
        mention["team_id"] = "T0OTHER";
        (await SendAsync(desk, mention)).ShouldBe(HttpStatusCode.OK);
        mention.Remove("team_id");
        (await SendAsync(desk, mention)).ShouldBe(HttpStatusCode.OK);
        desk.Commands.Said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("app_uninstalled", "The app was removed")]
    [InlineData("tokens_revoked", "The bot's token was revoked")]
    public async Task An_app_that_was_removed_posts_nothing_until_Slack_knows_its_token(string type, string says)
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.PostAsync(Asked.Open);
        var happened = new JsonObject { ["type"] = type };
        if (type == "tokens_revoked")
            happened["tokens"] = new JsonObject { ["bot"] = new JsonArray("U0OPSBOT") };
        (await SendAsync(desk, Sent.Event(happened, "Ev1"))).ShouldBe(HttpStatusCode.OK);
        desk.Standing.Trouble!.ShouldContain(says);
        var calls = desk.Slack.Messages(Asked.Channel).Count;
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            desk.Channel.NoticeAsync(Asked.Channel, new(new Line("hello")), SlackDesk.Stop)
        );
        (failure.Kind, failure.HitsEverybody).ShouldBe((FailureKind.Safe, true));
        desk.Slack.Messages(Asked.Channel).Count.ShouldBe(calls);

        await desk.PassUntilAsync(() => desk.Standing.Trouble is null);
        await desk.Channel.NoticeAsync(Asked.Channel, new(new Line("hello again")), SlackDesk.Stop);
    }

    [Fact]
    public async Task A_persons_own_token_is_no_matter_of_the_bot()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var happened = new JsonObject
        {
            ["type"] = "tokens_revoked",
            ["tokens"] = new JsonObject { ["oauth"] = new JsonArray("U0OPS"), ["bot"] = new JsonArray() },
        };
        (await SendAsync(desk, Sent.Event(happened, "Ev1"))).ShouldBe(HttpStatusCode.OK);
        desk.Standing.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task That_Slack_holds_events_back_is_taken_note_of()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var limited = new JsonObject
        {
            ["type"] = "app_rate_limited",
            ["team_id"] = "T0SHOP",
            ["minute_rate_limited"] = 1518467820,
            ["api_app_id"] = "A0OPSBOT",
        };
        (await SendAsync(desk, limited)).ShouldBe(HttpStatusCode.OK);
    }

    private static JsonObject Mention(string id) => Sent.Mention("<@U0OPSBOT> status", id);

    private static async Task<HttpStatusCode> SendAsync(SlackDesk desk, JsonObject payload)
    {
        using var answer = await desk.SendAsync(
            "/slack/events",
            payload.ToJsonString(),
            (request, body) => request.Content = new StringContent(body, Encoding.UTF8, "application/json")
        );
        return answer.StatusCode;
    }
}
