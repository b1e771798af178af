using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Bot;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Commands;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Teams;
using OpsBot.Tests.Bot.Channels.Teams.Cards;
using Seen = OpsBot.Sandbox.Teams.TeamsMessage;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>The whole bot in a shop that has no Slack.</summary>
public sealed class TeamsAloneTests : IAsyncLifetime
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opsbot-");
    private readonly PretendTeamsOptions options = new();
    private WebApplication pretend = null!;
    private WebApplication bot = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PretendTeams Teams => pretend.Services.GetRequiredService<PretendTeams>();

    [Fact]
    public async Task It_is_healthy_and_has_no_door_for_Slack()
    {
        using var http = pretend.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        http.BaseAddress = options.BotUrl;
        (await http.GetStringAsync("health/ready", Stop)).ShouldBe("ready");
        (await http.GetStringAsync("health/chats", Stop)).ShouldBe("connected");
        using var body = new StringContent("{}");
        using var knock = await http.PostAsync("slack/events", body, Stop);
        knock.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Commands_are_taken_and_the_channel_hears_what_changed()
    {
        (await Teams.MentionAsync(TeamsDesk.Lead, options.ChannelId, "pause returns", Stop)).Status.ShouldBe(200);
        var notice = await HeardAsync("returns paused by Ops lead");
        notice.Conversation.ShouldStartWith(options.ChannelId);
        (await Teams.MentionAsync(TeamsDesk.Lead, options.ChannelId, "status", Stop)).Status.ShouldBe(200);
        await HeardAsync("returns: paused");
    }

    [Fact]
    public async Task The_doctor_looks_at_what_is_there()
    {
        (await Teams.MentionAsync(TeamsDesk.Lead, options.ChannelId, "doctor", Stop)).Status.ShouldBe(200);
        var answer = await HeardAsync("store: can be written");
        Says(answer).ShouldNotContain("Slack");
    }

    [Fact]
    public async Task The_digest_comes_to_its_channel()
    {
        await bot.Services.GetRequiredService<DigestReport>().SendAsync(Stop);
        var digest = await HeardAsync("Digest of returns");
        digest.Conversation.ShouldStartWith(options.ChannelId);
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddPretendTeams(options);
        pretend = builder.Build();
        pretend.MapPretendTeams("/teams");
        await pretend.StartAsync(Stop);
        bot = OpsBotHost.Build([], Settings(), services => services.AddLogging(logs => logs.ClearProviders()));
        await bot.StartAsync(Stop);
        options.BotUrl = new Uri(bot.Urls.First());
        (await Teams.InstallAsync(TeamsDesk.Lead, Stop)).Status.ShouldBe(200);
    }

    public async ValueTask DisposeAsync()
    {
        await bot.StopAsync(CancellationToken.None);
        await bot.DisposeAsync();
        await pretend.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<Seen> HeardAsync(string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            return await Teams.MessageAsync(message => Says(message).Contains(words), patience.Token);
        }
        catch (OperationCanceledException late) when (!Stop.IsCancellationRequested)
        {
            throw new ShouldAssertException(
                $"'{words}' was not heard: {string.Join('\n', Teams.Messages.Select(Says))}",
                late
            );
        }
    }

    /// <summary>All words of a message of the bot's.</summary>
    private string Says(Seen message) =>
        message.From != options.BotAccount || message.Card is null
            ? ""
            : string.Concat(
                Drawn
                    .All(JsonSerializer.SerializeToElement(message.Card))
                    .Select(element => element.Text("type") == "TextRun" ? element.Text("text") : " ")
            );

    private Dictionary<string, string?> Settings()
    {
        var address = pretend.Services.GetRequiredService<TeamsAddress>();
        var settings = BotSettings
            .For(Nowhere, new Uri("http://127.0.0.1:0/"), folder.FullName)
            .Where(setting =>
                !setting.Key.StartsWith("Channels:Slack", StringComparison.Ordinal)
                && !setting.Key.StartsWith("People:", StringComparison.Ordinal)
            )
            .ToDictionary();
        settings["People:Roles:lead:0"] = "teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b";
        settings["Channels:Teams:AppId"] = options.AppId;
        settings["Channels:Teams:TenantId"] = options.TenantId;
        settings["Channels:Teams:ClientSecret"] = options.ClientSecret;
        settings["Channels:Teams:LoginUrl"] = address.Login.AbsoluteUri;
        settings["Channels:Teams:OpenIdMetadataUrl"] = address.OpenId.AbsoluteUri;
        settings["Channels:Teams:ServiceHosts:0"] = "127.0.0.1";
        settings["Channels:Teams:Channel"] = options.ChannelId;
        return settings;
    }
}
