using System.Text;
using OpsBot.Bot.Settings;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>Trying things out without tokens: said aloud, in Development, from this machine alone.</summary>
public sealed class TeamsWithoutTokensTests
{
    [Fact]
    public async Task A_program_on_this_machine_is_believed_and_the_log_says_so_aloud()
    {
        await using var desk = await OpenAsync("Development");
        (await desk.Teams.PostAsync(Activity(desk), authorization: null, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Heard.Heard.Count.ShouldBe(1);
        desk.Logged.ShouldContain(line => line.Contains("WITHOUT TOKENS"));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Elsewhere_the_bot_does_not_start(string environment)
    {
        var refusal = await Should.ThrowAsync<SettingsException>(() => OpenAsync(environment));
        var problem = refusal.Problems.ShouldHaveSingleItem();
        problem.Key.ShouldBe("Channels:Teams:Mode");
        problem.Says.ShouldContain("On would be right");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "opsbot.example.com")]
    [InlineData("Content-Type", "text/plain")]
    public async Task Neither_a_proxy_nor_a_page_in_a_browser_is_believed(string header, string value)
    {
        await using var desk = await OpenAsync("Development");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(Activity(desk), Encoding.UTF8, "application/json"),
        };
        if (header == "Content-Type")
            request.Content.Headers.ContentType = new(value);
        else
            request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await desk.Http.SendAsync(request, TeamsDesk.Stop);
        ((int)answer.StatusCode).ShouldBe(401);
        desk.Heard.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_tenant_is_refused_all_the_same_and_no_token_is_sent()
    {
        await using var desk = await OpenAsync("Development");
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        activity["conversation"]!["tenantId"] = desk.Pretend.OtherTenantId;
        (await desk.Teams.PostAsync(activity.ToJsonString(), null, TeamsDesk.Stop)).Status.ShouldBe(403);

        (await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop)).Status.ShouldBe(200);
        await Should.ThrowAsync<OpsBot.Loops.Engine.OutsideException>(() =>
            desk.Client.SendAsync(desk.Pretend.ChannelId, TeamsDesk.Text("hello"), TeamsDesk.Stop)
        );
        desk.Teams.Levers.Gate.Authorizations.ShouldAllBe(authorization => authorization.Length == 0);
        desk.Teams.Levers.Login.Given.ShouldBe(0);
    }

    private static Task<TeamsDesk> OpenAsync(string environment) =>
        TeamsDesk.OpenAsync(
            settings: settings => settings["Channels:Teams:Mode"] = "WithoutTokens",
            environment: environment
        );

    private static string Activity(TeamsDesk desk) =>
        desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId).ToJsonString();
}
