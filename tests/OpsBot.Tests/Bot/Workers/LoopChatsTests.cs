using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox;

namespace OpsBot.Tests.Bot.Workers;

public sealed class LoopChatsTests
{
    private const string Place = "19:opsdesk0shop@thread.tacv2";
    private const string Lead = "teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b";

    [Fact]
    public async Task Teams_alone_is_enough()
    {
        await using var bot = Build(TeamsAlone());
        ChatsOf(bot).ShouldBe(["teams"]);
        ChannelsOf(bot).ShouldBe([$"teams:{Place}"]);
    }

    [Fact]
    public async Task In_Teams_people_choose_the_channel_that_was_not_set()
    {
        var settings = TeamsAlone();
        settings.Remove("Channels:Teams:Channel");
        await using var bot = Build(settings);
        ChannelsOf(bot).ShouldBe(["teams:returns"]);
    }

    [Fact]
    public async Task A_chat_may_be_set_up_and_off()
    {
        var settings = TeamsAlone();
        settings["Channels:Slack:Mode"] = "Off";
        settings["Channels:Slack:BotToken"] = "not looked at";
        settings["Channels:Slack:Channel"] = "C0OPS";
        await using var bot = Build(settings);
        ChatsOf(bot).ShouldBe(["teams"]);
        ChannelsOf(bot).ShouldBe([$"teams:{Place}"]);
    }

    [Fact]
    public void Without_any_chat_both_are_named()
    {
        var problem = ProblemsOf(Without("Channels:")).ShouldHaveSingleItem();
        problem.Key.ShouldBe("Channels");
        problem.Says.ShouldContain("Channels:Slack");
        problem.Says.ShouldContain("docs/install-slack.md");
        problem.Says.ShouldContain("Channels:Teams");
        problem.Says.ShouldContain("docs/install-teams.md");
    }

    [Theory]
    [InlineData("slack:C0RETURNS", "Channels:Slack")]
    [InlineData("discord:1234", "Channels:Slack or Channels:Teams")]
    public void A_channel_of_a_chat_that_is_off_is_named_at_start(string channel, string set)
    {
        var settings = TeamsAlone();
        settings["Loops:Returns:Channels:0"] = $"teams:{Place}";
        settings["Loops:Returns:Channels:1"] = channel;
        var problem = ProblemsOf(settings).ShouldHaveSingleItem();
        problem.Key.ShouldBe("Loops:Returns:Channels");
        problem.Says.ShouldBe($"'{channel}' is in a chat the bot is not in. On: teams. Set {set}, or take it out.");
    }

    [Fact]
    public void A_channel_of_Teams_is_named_where_Slack_alone_is_on()
    {
        var settings = Usual();
        settings["Loops:Returns:Channels:0"] = "teams:returns";
        ProblemsOf(settings).ShouldHaveSingleItem().Says.ShouldContain("Set Channels:Teams");
    }

    [Fact]
    public void Whoever_may_decide_must_be_in_a_chat_that_is_on()
    {
        var settings = TeamsAlone();
        settings["People:Roles:agent:0"] = "slack:U0OPS";
        settings["People:Roles:lead:0"] = "slack:U0LEAD";
        var problem = ProblemsOf(settings).ShouldHaveSingleItem();
        problem.Key.ShouldBe("Loops:Returns:Approvers");
        problem.Says.ShouldStartWith(
            "names agent and lead, and nobody who has such a role is in a chat that is on (teams)."
        );
    }

    private static IReadOnlyList<SettingProblem> ProblemsOf(Dictionary<string, string?> settings) =>
        Should.Throw<SettingsException>(() => Build(settings)).Problems;

    private static WebApplication Build(Dictionary<string, string?> settings) => OpsBotHost.Build([], settings);

    /// <summary>Nothing is started, so nothing is written there.</summary>
    private static Dictionary<string, string?> Usual() =>
        BotSettings.For(
            new Uri("http://127.0.0.1:1/"),
            new Uri("http://127.0.0.1:2/"),
            Path.Combine(Path.GetTempPath(), "opsbot-not-started")
        );

    private static Dictionary<string, string?> Without(params string[] sections) =>
        Usual()
            .Where(setting =>
                setting.Key.StartsWith("Channels:Cards", StringComparison.Ordinal)
                || !sections.Any(section => setting.Key.StartsWith(section, StringComparison.Ordinal))
            )
            .ToDictionary();

    private static Dictionary<string, string?> TeamsAlone()
    {
        var settings = Without("Channels:", "People:");
        settings["People:Roles:lead:0"] = Lead;
        settings["Channels:Teams:AppId"] = "c9e8c047-2a74-40a2-b28a-b162d5f5327c";
        settings["Channels:Teams:TenantId"] = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f";
        settings["Channels:Teams:ClientSecret"] = "pretend~secret";
        settings["Channels:Teams:Channel"] = Place;
        return settings;
    }

    private static IEnumerable<string> ChatsOf(WebApplication bot) =>
        bot.Services.GetServices<IChannel>().Select(channel => channel.Chat);

    private static IReadOnlyList<string> ChannelsOf(WebApplication bot) =>
        bot.Services.GetRequiredService<LoopList>().Find(new LoopName("returns"))!.Channels;
}
