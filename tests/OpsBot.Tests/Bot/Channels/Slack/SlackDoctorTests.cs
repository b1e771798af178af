using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Slack.Doctor;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels.Slack.Socket;
using OpsBot.Tests.Bot.Commands;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What the doctor finds of Slack, each thing as it should be and not.</summary>
public sealed class SlackDoctorTests
{
    [Fact]
    public async Task A_token_that_is_valid_is_told_with_its_workspace()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var found = await TokenAsync(desk);
        found[0].Says.ShouldBe("valid: workspace pretend-shop (T0SHOP), bot U0OPSBOT (B0OPSBOT)");
        found.ShouldContain(finding => finding.About == "Slack scopes" && finding.Grade == Grade.Ok);
    }

    [Fact]
    public async Task A_token_that_is_not_valid_is_told_with_what_to_do()
    {
        await using var desk = await SlackDesk.OpenAsync(slack => slack.BotToken = "xoxb-another");
        var found = (await TokenAsync(desk)).ShouldHaveSingleItem();
        (found.Grade, found.ToDo).ShouldBe(
            (Grade.Wrong, "Install the app again and set Channels:Slack:BotToken: docs/install-slack.md.")
        );
        found.Says.ShouldContain("invalid_auth");
    }

    [Fact]
    public async Task Scopes_that_lack_and_scopes_too_many_are_named()
    {
        await using var desk = await SlackDesk.OpenAsync(slack =>
        {
            slack.Scopes.Remove("groups:history");
            slack.Scopes.Add("files:write");
        });
        var found = await TokenAsync(desk);
        found.ShouldContain(it => it.Grade == Grade.Wrong && it.Says == "not granted: groups:history");
        found.ShouldContain(it => it.Grade == Grade.Warn && it.Says.Contains("files:write"));
    }

    [Fact]
    public async Task A_clock_that_is_off_is_told_before_nothing_is_believed_any_more()
    {
        await using var desk = await SlackDesk.OpenAsync();
        (await TokenAsync(desk)).ShouldContain(finding =>
            finding.About == "clock"
            && finding.Grade == Grade.Wrong
            && finding.Says.Contains("at 300 s nothing of Slack's")
        );
    }

    [Fact]
    public async Task Channels_are_looked_at_one_by_one()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var loops = new LoopList(
            [new PaperLoop("returns", "slack:C0OPS", "slack:C0NONE", "teams:19:x")],
            new NoPauses()
        );
        var check = new SlackChannelsCheck(desk.Get<SlackClient>(), desk.Get<SlackOptions>(), loops);
        (await check.LookAsync(SlackDesk.Stop))
            .Select(finding => $"{finding.Grade} {finding.About}: {finding.Says}")
            .ShouldBe([
                "Ok Slack channel C0OPS: exists, and the bot is in it",
                "Wrong Slack channel C0NONE: does not exist, or is private and the bot is not in it",
            ]);
    }

    [Theory]
    [InlineData("""{"ok":true,"channel":{"is_member":true,"is_archived":true}}""", "is archived")]
    [InlineData("""{"ok":true,"channel":{"is_member":false}}""", "the bot is not in it")]
    public async Task A_channel_that_nobody_can_be_told_anything_in_is_wrong(string answer, string says)
    {
        await using var far = await FarAsync(_ => (200, answer));
        await using var desk = await SlackDesk.OpenAsync(api: new Uri(new Uri(far.Urls.First()), "api/"));
        var check = new SlackChannelsCheck(
            desk.Get<SlackClient>(),
            desk.Get<SlackOptions>(),
            new LoopList([], new NoPauses())
        );
        var found = (await check.LookAsync(SlackDesk.Stop)).ShouldHaveSingleItem();
        (found.Grade, found.Says).ShouldBe((Grade.Wrong, says));
    }

    [Fact]
    public async Task Doors_that_let_in_what_is_signed_and_nothing_else_are_well()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var found = (await DoorsAsync(desk, desk.Client.BaseAddress!)).ShouldHaveSingleItem();
        (found.Grade, found.Says).ShouldBe((Grade.Ok, "all three answer at 127.0.0.1, and only to what is signed"));
        desk.Questions.Answers.ShouldBeEmpty();
        desk.Commands.Said.ShouldAllBe(said => said.Text == "help");
    }

    [Theory]
    [InlineData(200, "lets in what is not signed")]
    [InlineData(401, "refuses what this bot signed")]
    [InlineData(404, "answers 404 to what is signed and 404 to what is not")]
    public async Task Doors_behind_which_somebody_else_answers_are_found(int status, string says)
    {
        await using var far = await FarAsync(_ => (status, ""));
        await using var desk = await SlackDesk.OpenAsync();
        var found = await DoorsAsync(desk, new Uri(far.Urls.First()));
        found.Count.ShouldBe(3);
        found.ShouldAllBe(finding => finding.Grade == Grade.Wrong && finding.Says.StartsWith(says));
    }

    [Fact]
    public async Task Doors_that_nobody_opens_and_doors_that_nobody_named_are_told()
    {
        await using var desk = await SlackDesk.OpenAsync();
        (await DoorsAsync(desk, new Uri("http://127.0.0.1:9/"))).ShouldAllBe(finding =>
            finding.Says == "127.0.0.1 does not answer"
        );
        var unnamed = (await DoorsAsync(desk, null)).ShouldHaveSingleItem();
        (unnamed.Grade, unnamed.ToDo).ShouldBe(
            (Grade.Warn, "Set Channels:Slack:PublicUrl, and the doctor knocks there.")
        );
    }

    [Fact]
    public async Task Sockets_are_counted()
    {
        await using var desk = await SocketDesk.OpenAsync(slack =>
            slack.Refusals.Enqueue((200, """{"ok":false,"error":"invalid_auth"}""", null))
        );
        var check = ActivatorUtilities.CreateInstance<SlackSocketsCheck>(desk.Bot.Services);
        await SocketDesk.UntilAsync(() => desk.Sockets.Trouble is not null);
        var before = (await check.LookAsync(SlackDesk.Stop)).ShouldHaveSingleItem();
        (before.Grade, before.Says.Contains("invalid_auth")).ShouldBe((Grade.Wrong, true));
        await desk.PassUntilAsync(() => desk.Sockets.Open.Count == 1);
        desk.Clock.Advance(TimeSpan.FromMinutes(30));
        var after = (await check.LookAsync(SlackDesk.Stop)).ShouldHaveSingleItem();
        (after.Grade, after.Says).ShouldBe(
            (Grade.Ok, "1 of 1 open, the oldest for 30 min, none was renewed yet; the app token is valid")
        );
    }

    private static Task<IReadOnlyList<Finding>> TokenAsync(SlackDesk desk) =>
        new SlackTokenCheck(desk.Get<SlackClient>(), desk.Clock).LookAsync(SlackDesk.Stop);

    private static Task<IReadOnlyList<Finding>> DoorsAsync(SlackDesk desk, Uri? address)
    {
        var options = new SlackOptions { SigningSecret = SlackDesk.Secret, PublicUrl = address };
        return new SlackDoorsCheck(desk.Get<Probe>(), options, desk.Get<SlackWorkspace>(), desk.Clock).LookAsync(
            SlackDesk.Stop
        );
    }

    private static async Task<WebApplication> FarAsync(Func<HttpRequest, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var far = builder.Build();
        far.MapPost(
            "/{**path}",
            async (HttpContext context) =>
            {
                var (status, body) = answer(context.Request);
                context.Response.StatusCode = status;
                await context.Response.WriteAsync(body, SlackDesk.Stop);
            }
        );
        await far.StartAsync(SlackDesk.Stop);
        return far;
    }
}
