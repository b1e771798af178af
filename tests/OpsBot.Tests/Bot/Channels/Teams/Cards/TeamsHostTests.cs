using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsHostTests
{
    private const string Place = "19:opsdesk0shop@thread.tacv2";

    [Fact]
    public async Task Where_it_is_set_it_stands_beside_Slack_with_a_door_of_its_own()
    {
        await using var bot = Build(Teams());
        bot.Services.GetServices<IChannel>().Select(channel => channel.Chat).ShouldBe(["slack", "teams"], true);
        bot.Services.GetRequiredService<TeamsInbound>().ShouldNotBeNull();
        Doors(bot).ShouldContain("/api/messages");
        ChannelsOf(bot).ShouldBe(["slack:C0OPS", $"teams:{Place}"]);
    }

    [Fact]
    public async Task Without_settings_it_is_not_there()
    {
        await using var bot = Build([]);
        bot.Services.GetServices<IChannel>().Select(channel => channel.Chat).ShouldBe(["slack"]);
        Doors(bot).ShouldNotContain("/api/messages");
        ChannelsOf(bot).ShouldBe(["slack:C0OPS"]);
    }

    [Fact]
    public async Task A_loop_may_name_channels_of_both_chats()
    {
        var settings = Teams();
        settings["Loops:Returns:Channels:0"] = $"teams:{Place}";
        settings["Loops:Returns:Channels:1"] = "slack:C0RETURNS";
        await using var bot = Build(settings);
        ChannelsOf(bot).ShouldBe([$"teams:{Place}", "slack:C0RETURNS"]);
    }

    [Theory]
    [InlineData("teams")]
    [InlineData(":19:x@thread.tacv2")]
    [InlineData("teams:")]
    public void A_channel_without_its_chat_or_its_place_is_named_at_start(string channel)
    {
        var settings = Teams();
        settings["Loops:Returns:Channels:0"] = channel;
        Should
            .Throw<SettingsException>(() => Build(settings))
            .Problems.ShouldHaveSingleItem()
            .Says.ShouldContain($"'{channel}' is not a channel");
    }

    private static WebApplication Build(Dictionary<string, string?> more)
    {
        // Nothing is started, so nothing is written there.
        var folder = Path.Combine(Path.GetTempPath(), "opsbot-not-started");
        var settings = BotSettings.For(new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:2/"), folder);
        foreach (var (key, value) in more)
            settings[key] = value;
        return OpsBotHost.Build([], settings);
    }

    private static Dictionary<string, string?> Teams() =>
        new()
        {
            ["Channels:Teams:AppId"] = "c9e8c047-2a74-40a2-b28a-b162d5f5327c",
            ["Channels:Teams:TenantId"] = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f",
            ["Channels:Teams:ClientSecret"] = "pretend~secret",
            ["Channels:Teams:Channel"] = Place,
        };

    private static IEnumerable<string?> Doors(WebApplication bot) =>
        ((IEndpointRouteBuilder)bot)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText);

    private static IReadOnlyList<string> ChannelsOf(WebApplication bot) =>
        bot.Services.GetRequiredService<LoopList>().Find(new LoopName("returns"))!.Channels;
}
