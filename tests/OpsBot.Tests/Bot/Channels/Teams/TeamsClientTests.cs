using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;
using TeamsMessage = OpsBot.Bot.Channels.Teams.TeamsMessage;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsClientTests
{
    [Fact]
    public async Task A_thread_is_begun_answered_changed_and_taken_back()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var (handle, seen) = await desk.ThreadAsync("Größe 42 für Zoë 🎁");
        seen.Text.ShouldBe("Größe 42 für Zoë 🎁");
        handle.Conversation.ShouldBe($"{desk.Pretend.ChannelId};messageid={handle.Activity}");
        TeamsHandle.Parse(handle.ToString()).ShouldBe(handle);

        var below = await desk.Client.SendAsync(handle.Conversation, TeamsDesk.Text("in the thread"), TeamsDesk.Stop);
        below!.Conversation.ShouldBe(handle.Conversation);
        var reply = await desk.Client.ReplyAsync(handle, TeamsDesk.Text("an answer"), TeamsDesk.Stop);
        desk.Teams.Messages.Single(message => message.Id == reply!.Activity).Conversation.ShouldBe(handle.Conversation);

        (await desk.Client.UpdateAsync(handle, TeamsDesk.Text("decided"), TeamsDesk.Stop)).ShouldBeTrue();
        var changed = desk.Teams.Messages.Single(message => message.Id == handle.Activity);
        (changed.Text, changed.Updates).ShouldBe(("decided", 1));

        (await desk.Client.DeleteAsync(below, TeamsDesk.Stop)).ShouldBeTrue();
        (await desk.Client.DeleteAsync(below, TeamsDesk.Stop)).ShouldBeFalse();
        desk.Clock.Advance(TimeSpan.FromSeconds(5));
        (await desk.Client.UpdateAsync(below, TeamsDesk.Text("gone"), TeamsDesk.Stop)).ShouldBeFalse();
        (await desk.Client.ReplyAsync(below, TeamsDesk.Text("gone"), TeamsDesk.Stop)).ShouldBeNull();
        var nowhere = $"{desk.Pretend.ChannelId};messageid=1";
        (await desk.Client.SendAsync(nowhere, TeamsDesk.Text("gone"), TeamsDesk.Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task One_token_does_for_many_calls_and_goes_nowhere_else()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        for (var message = 0; message < 4; message++)
            await desk.ThreadAsync();
        var login = desk.Teams.Levers.Login;
        login.Given.ShouldBe(1);
        desk.Teams.Levers.Gate.Authorizations.Distinct().ShouldBe([$"Bearer {login.Last}"]);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        await desk.ThreadAsync();
        desk.Teams.Levers.Login.RevokeAll();
        await desk.ThreadAsync("with a new token");
        desk.Teams.Levers.Login.Given.ShouldBe(2);

        desk.Pretend.TokenLasts = TimeSpan.FromSeconds(-1);
        desk.Teams.Levers.Login.RevokeAll();
        var before = desk.Teams.Levers.Gate.Authorizations.Count;
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        (failure.Kind, failure.Status).ShouldBe((FailureKind.Broken, 401));
        failure.Message.ShouldContain("BotNotRegistered");
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(before + 2);
    }

    [Theory]
    [InlineData("ClientSecret", "not right", "AADSTS7000215")]
    [InlineData("TenantId", "11111111-1111-4111-8111-111111111111", "AADSTS90002")]
    public async Task Why_there_is_no_token_is_said_by_number_and_without_names(
        string setting,
        string value,
        string why
    )
    {
        await using var desk = await TeamsDesk.OpenAsync(settings: settings =>
            settings[$"Channels:Teams:{setting}"] = value
        );
        await desk.Get<TeamsConversations>().RememberAsync(Somewhere(desk), TeamsDesk.Stop);
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        (failure.Kind, failure.System).ShouldBe((FailureKind.Broken, "teams login"));
        failure.Message.ShouldContain(why);
        failure.Message.ShouldNotContain("somebody@shop.example");
        failure.Message.ShouldNotContain("not right:");
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    public async Task What_was_provably_not_done_is_done_again(int status)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Teams.Levers.Troubles.Order(status);
        var (handle, _) = await desk.PassAsync(desk.ThreadAsync());
        desk.Teams.In(desk.Pretend.ChannelId).ShouldHaveSingleItem().Id.ShouldBe(handle.Activity);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_may_have_been_said_is_not_said_again(int status)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Teams.Levers.Troubles.Order(status, afterDoing: true);
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        (failure.Kind, failure.Status).ShouldBe((FailureKind.Uncertain, status));
        desk.Teams.In(desk.Pretend.ChannelId).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_change_is_made_again_since_that_does_no_harm(int status)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var (handle, _) = await desk.ThreadAsync();
        desk.Teams.Levers.Troubles.Order(status, times: 2);
        var updated = desk.Client.UpdateAsync(handle, TeamsDesk.Text("decided"), TeamsDesk.Stop);
        (await desk.PassAsync(updated)).ShouldBeTrue();
        desk.Teams.In(desk.Pretend.ChannelId).ShouldHaveSingleItem().Text.ShouldBe("decided");
    }

    [Fact]
    public async Task A_long_rest_is_told_and_kept()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync(options => options.Limits.Sends = [(1, 30)]);
        await desk.ThreadAsync();
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        (failure.Kind, failure.Status, failure.RetryAfter).ShouldBe((FailureKind.Safe, 429, TimeSpan.FromSeconds(30)));

        // Until then nothing is sent.
        var before = desk.Teams.Levers.Gate.Authorizations.Count;
        desk.Clock.Advance(TimeSpan.FromSeconds(20));
        (await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync())).Status.ShouldBe(429);
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(before);
        desk.Clock.Advance(TimeSpan.FromSeconds(10));
        await desk.ThreadAsync();
    }

    [Theory]
    [InlineData("BotNotInConversationRoster", "add the app")]
    [InlineData("BotDisabledByAdmin", "an administrator switched the app off")]
    [InlineData("ConversationBlockedByUser", "blocked the bot")]
    [InlineData("MessageWritesBlocked", "blocked the bot")]
    public async Task Where_the_bot_is_refused_it_stays_quiet_until_it_is_let_in_again(string code, string says)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Teams.Levers.Conversations.Refuse(desk.Pretend.ChannelId, code);
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        (failure.Kind, failure.Status).ShouldBe((FailureKind.Broken, 403));
        failure.Message.ShouldContain(code);
        failure.Message.ShouldContain(says);

        var before = desk.Teams.Levers.Gate.Authorizations.Count;
        (await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync())).Message.ShouldContain(code);
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(before);

        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        (await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop)).Status.ShouldBe(200);
        await desk.ThreadAsync("here again");
    }

    [Fact]
    public async Task Whoever_lets_the_bot_in_without_a_word_is_found_out_after_a_while()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Teams.Levers.Conversations.Refuse(desk.Pretend.ChannelId, "BotNotInConversationRoster");
        await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        desk.Teams.Levers.Conversations.Install(desk.Pretend.ChannelId);
        desk.Clock.Advance(TeamsConversations.ClosedFor);
        await desk.ThreadAsync("here again");
    }

    [Fact]
    public async Task What_was_said_is_said_even_where_the_store_cannot_be_told_that_the_channel_is_open()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var refusals = desk.Teams.Levers.Conversations;
        refusals.Refuse(desk.Pretend.ChannelId, "BotNotInConversationRoster");
        await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        refusals.Install(desk.Pretend.ChannelId);
        desk.Clock.Advance(TeamsConversations.ClosedFor);
        desk.Memory.IsFull = true;
        (await desk.ThreadAsync("here again")).Seen.Text.ShouldBe("here again");

        // Nor is a refusal anything else where it cannot be written down.
        refusals.Refuse(desk.Pretend.ChannelId, "BotNotInConversationRoster");
        (await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync())).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_was_learnt_of_a_place_during_a_call_is_kept()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var conversations = desk.Get<TeamsConversations>();
        var before = (await conversations.FindAsync(desk.Pretend.ChannelId, TeamsDesk.Stop))!;
        var moved = desk.Teams.Levers.Address.Of("gcc");
        await conversations.MoveAsync(before, moved, TeamsDesk.Stop);
        await conversations.CloseAsync(before, "refused", TeamsDesk.Stop);
        var closed = (await conversations.FindAsync(desk.Pretend.ChannelId, TeamsDesk.Stop))!;
        (closed.Service, closed.Closed).ShouldBe((moved, "refused"));
        await conversations.OpenedAsync(before, TeamsDesk.Stop);
        (await conversations.IsOpenAsync(desk.Pretend.ChannelId, TeamsDesk.Stop)).ShouldBeFalse();

        await desk.Teams.RemoveAsync(TeamsDesk.Lead, desk.Pretend.ChannelId, TeamsDesk.Stop);
        await conversations.CloseAsync(closed, "refused", TeamsDesk.Stop);
        await conversations.OpenedAsync(closed, TeamsDesk.Stop);
        desk.Memory.Kept.Keys.ShouldNotContain(("teams", $"place:{desk.Pretend.ChannelId}"));
    }

    [Fact]
    public async Task What_is_too_large_is_said_shorter()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var large = Large(20_000);
        var (shorter, short_) = (
            TeamsDesk.Text("in short").Activity,
            large with
            {
                Shorter = TeamsDesk.Text("in short").Activity,
            }
        );

        // It is not even sent where the papers say that it is too large.
        var handle = await desk.Client.CreateThreadAsync(desk.Pretend.ChannelId, short_, TeamsDesk.Stop);
        desk.Teams.In(desk.Pretend.ChannelId).ShouldHaveSingleItem().Text.ShouldBe("in short");
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(1);

        // Where Teams takes less than they say, it says so.
        desk.Pretend.MostBytes = 10_000;
        var smaller = Large(8_000) with { Shorter = shorter };
        (await desk.Client.UpdateAsync(handle, smaller, TeamsDesk.Stop)).ShouldBeTrue();
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(3);

        var failure = await Should.ThrowAsync<OutsideException>(() =>
            desk.Client.SendAsync(handle.Conversation, large, TeamsDesk.Stop)
        );
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Message.ShouldContain("larger than Teams takes");
    }

    [Fact]
    public async Task Text_beside_a_card_is_never_sent()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var card = TeamsMessage.Card(new JsonObject { ["type"] = "AdaptiveCard" }, "a question");
        card["text"] = "and a text";
        await Should.ThrowAsync<ArgumentException>(() =>
            desk.Client.CreateThreadAsync(desk.Pretend.ChannelId, new TeamsMessage(card), TeamsDesk.Stop)
        );
        desk.Teams.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_card_is_posted_with_what_notifications_show()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var card = TeamsMessage.Card(new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5" }, "a question");
        await desk.Client.CreateThreadAsync(desk.Pretend.ChannelId, new TeamsMessage(card), TeamsDesk.Stop);
        var seen = desk.Teams.In(desk.Pretend.ChannelId).ShouldHaveSingleItem();
        seen.Card!["version"]!.GetValue<string>().ShouldBe("1.5");
        seen.Activity["summary"]!.GetValue<string>().ShouldBe("a question");
    }

    [Fact]
    public async Task Nothing_is_posted_before_the_app_was_added_anywhere()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Message.ShouldContain("add it to the team");
        desk.Teams.Levers.Login.Given.ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_is_spoken_to_alone_once_the_bot_has_heard_of_them()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var agent = Guid.Parse(desk.Teams.User(TeamsDesk.Agent).AadObjectId!);
        (await desk.Client.ChatAsync(agent, TeamsDesk.Stop)).ShouldBeNull();

        await desk.Teams.MentionAsync(TeamsDesk.Agent, desk.Pretend.ChannelId, "status", TeamsDesk.Stop);
        var chat = await desk.Client.ChatAsync(agent, TeamsDesk.Stop);
        chat.ShouldBe(desk.Teams.User(TeamsDesk.Agent).Chat);
        var sent = desk.Teams.Levers.Gate.Authorizations.Count;
        (await desk.Client.ChatAsync(agent, TeamsDesk.Stop)).ShouldBe(chat);
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(sent);
        (await desk.Client.SendAsync(chat!, TeamsDesk.Text("for you"), TeamsDesk.Stop)).ShouldNotBeNull();
        desk.Teams.In(chat!).ShouldHaveSingleItem().Text.ShouldBe("for you");
    }

    [Fact]
    public async Task Members_come_page_by_page_and_channels_by_name()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Teams.Levers.Roster.PageAtMost = 2;
        var members = new List<TeamsMember>();
        string? next = null;
        do
        {
            (var page, next) = await desk.Client.MembersAsync(desk.Pretend.ChannelId, next, TeamsDesk.Stop);
            members.AddRange(page);
        } while (next is not null);

        members.Select(member => member.Id).ShouldBe(desk.Pretend.Users.Select(user => user.Account));
        members.Count(member => member.AadObjectId is null).ShouldBe(1);

        var channels = await desk.Client.ChannelsAsync(desk.Pretend.TeamId, TeamsDesk.Stop);
        channels[desk.Pretend.ChannelId].ShouldBe("ops-desk");
        channels[desk.Pretend.TeamId].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stored_address_that_is_not_allowed_any_more_gets_no_token()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        await desk.Memory.KeepAsync(
            "teams",
            $"place:{desk.Pretend.ChannelId}",
            """{"Id":"19:x","Service":"https://evil.example/"}""",
            TeamsDesk.Stop
        );
        await desk.Get<TeamsTokens>().TokenAsync(anew: false, TeamsDesk.Stop);
        var given = desk.Teams.Levers.Login.Given;
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        failure.Message.ShouldContain("a host that is not Microsoft's");
        desk.Teams.Levers.Login.Given.ShouldBe(given);
    }

    private static TeamsMessage Large(int characters) => TeamsDesk.Text(new string('x', characters));

    private static TeamsActivity Somewhere(TeamsDesk desk) =>
        new(
            TeamsJson
                .Object(
                    Encoding.UTF8.GetBytes(
                        desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId).ToJsonString()
                    )
                )!
                .Value
        );
}
