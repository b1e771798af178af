using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Doctor;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsStandingTests
{
    [Fact]
    public async Task Switched_off_by_an_administrator_it_says_so_and_calls_nothing_until_it_is_let_in_again()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        TroublesOf(desk).ShouldBeEmpty();
        Refuse(desk, "BotDisabledByAdmin");
        await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        TroublesOf(desk).ShouldHaveSingleItem().ShouldContain("an administrator switched the app off");

        // What finds out is not let in either.
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBe(TeamsStanding.Again);
        var before = desk.Teams.Levers.Gate.Authorizations.Count;
        var chat = desk.Teams.User(TeamsDesk.Agent).Chat;
        var shut = await Should.ThrowAsync<OutsideException>(() =>
            desk.Client.SendAsync(chat, TeamsDesk.Text("hello"), TeamsDesk.Stop)
        );
        (shut.Kind, shut.HitsEverybody, shut.RetryAfter).ShouldBe((FailureKind.Safe, true, TeamsStanding.Again));
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(before);

        desk.Teams.Levers.Conversations.Install(desk.Pretend.ChannelId);
        desk.Teams.Levers.Conversations.Install(desk.Pretend.TeamId);
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBeNull();
        TroublesOf(desk).ShouldBeEmpty();
        (await desk.ThreadAsync("here again")).Seen.Text.ShouldBe("here again");
    }

    [Fact]
    public async Task One_place_that_refuses_the_token_stops_no_other()
    {
        await using var desk = await RefusedAsync();
        (await desk.ThreadAsync("elsewhere all is well")).Seen.Text.ShouldBe("elsewhere all is well");
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBeNull();
        TroublesOf(desk).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_places_that_refuse_the_token_refuse_the_bot()
    {
        await using var desk = await RefusedAsync();
        desk.Teams.Levers.Troubles.Order(401, times: 2);
        await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        TroublesOf(desk).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_place_that_refuses_the_token_is_made_sure_of_elsewhere()
    {
        await using var desk = await RefusedAsync();
        desk.Teams.Levers.Troubles.Order(401, times: 2);
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBe(TeamsStanding.Again);
        TroublesOf(desk).ShouldHaveSingleItem();
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBeNull();
        TroublesOf(desk).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("BotNotRegistered")]
    public async Task Without_a_team_the_place_that_refused_is_asked_again(string code)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        await desk.Teams.WriteAsync(TeamsDesk.Agent, "hello", TeamsDesk.Stop);
        var chat = desk.Teams.User(TeamsDesk.Agent).Chat;
        desk.Teams.Levers.Conversations.Refuse(chat, code);
        await Should.ThrowAsync<OutsideException>(() =>
            desk.Client.SendAsync(chat, TeamsDesk.Text("hello"), TeamsDesk.Stop)
        );
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBe(TeamsStanding.Again);
        TroublesOf(desk).ShouldHaveSingleItem().ShouldContain(code);
        desk.Teams.Levers.Conversations.Install(chat);
        (await desk.Get<TeamsProbe>().TryAsync(TeamsDesk.Stop)).ShouldBeNull();
        TroublesOf(desk).ShouldBeEmpty();
    }

    /// <summary>A chat refuses the bot's token, also when it is a new one.</summary>
    private static async Task<TeamsDesk> RefusedAsync()
    {
        var desk = await TeamsDesk.OpenInstalledAsync();
        var chat = desk.Teams.User(TeamsDesk.Agent).Chat;
        desk.Teams.Levers.Conversations.Install(chat);
        desk.Teams.Levers.Troubles.Order(401, times: 2);
        var refusal = await Should.ThrowAsync<OutsideException>(() =>
            desk.Client.SendAsync(chat, TeamsDesk.Text("hello"), TeamsDesk.Stop)
        );
        refusal.Status.ShouldBe(401);
        TroublesOf(desk).ShouldBeEmpty();
        return desk;
    }

    [Fact]
    public async Task A_login_that_gives_no_token_is_told_in_words()
    {
        await using var desk = await TeamsDesk.OpenAsync(settings: settings =>
            settings["Channels:Teams:ClientSecret"] = "wrong~secret"
        );
        await Should.ThrowAsync<OutsideException>(() => desk.Get<TeamsTokens>().TokenAsync(false, TeamsDesk.Stop));
        TroublesOf(desk).ShouldHaveSingleItem().ShouldContain("the client secret is not right");
        var finding = (
            await TeamsTokensTests.Check<TeamsTokenCheck>(desk).LookAsync(TeamsDesk.Stop)
        ).ShouldHaveSingleItem();
        (finding.Grade, finding.ToDo!).ShouldSatisfyAllConditions(
            it => it.Grade.ShouldBe(Grade.Wrong),
            it => it.Item2.ShouldContain("docs/install-teams.md")
        );
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_told_and_looked_at()
    {
        await using var well = await TeamsDesk.OpenAsync();
        (await TeamsTokensTests.Check<TeamsKeysCheck>(well).LookAsync(TeamsDesk.Stop))
            .ShouldHaveSingleItem()
            .Says.ShouldStartWith("1 sign for Teams");

        await using var desk = await TeamsDesk.OpenAsync(settings: settings =>
            settings["Channels:Teams:OpenIdMetadataUrl"] = "http://127.0.0.1:1/keys"
        );
        (await desk.PassAsync(desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop))).Status.ShouldBe(503);
        TroublesOf(desk).ShouldHaveSingleItem().ShouldStartWith("What people click and type is not taken");
        (await desk.PassAsync(TeamsTokensTests.Check<TeamsKeysCheck>(desk).LookAsync(TeamsDesk.Stop)))
            .ShouldHaveSingleItem()
            .Grade.ShouldBe(Grade.Wrong);
    }

    [Fact]
    public async Task A_tenant_of_another_cloud_is_answered_at_the_host_that_the_refusal_names()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Pretend.MovedTo = new Uri(desk.Teams.Levers.Address.Of("gcc"));
        (await desk.ThreadAsync("over there")).Seen.Text.ShouldBe("over there");
        var place = await desk.Get<TeamsConversations>().FindAsync(desk.Pretend.ChannelId, TeamsDesk.Stop);
        place!.Service.ShouldBe(desk.Pretend.MovedTo.AbsoluteUri);
        place.Closed.ShouldBeNull();
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_gets_no_token_whatever_a_refusal_names()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Pretend.MovedTo = new Uri("https://smba.evil.example/");
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        failure.Message.ShouldContain("name its hosts in ServiceHosts");
        (await desk.Get<TeamsConversations>().FindAsync(desk.Pretend.ChannelId, TeamsDesk.Stop))!.Service.ShouldBe(
            desk.Teams.Levers.Address.Service
        );
    }

    private static void Refuse(TeamsDesk desk, string code)
    {
        desk.Teams.Levers.Conversations.Refuse(desk.Pretend.ChannelId, code);
        desk.Teams.Levers.Conversations.Refuse(desk.Pretend.TeamId, code);
    }

    private static IEnumerable<string> TroublesOf(TeamsDesk desk) =>
        desk.Get<IEnumerable<IChatStanding>>().Select(chat => chat.Trouble).OfType<string>();
}
