using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Clients;

/// <summary>The real bot before the pretend shop, and the playground before the bot. Both start with the first test that wants them.</summary>
public sealed class PlaygroundFixture : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Channels:Teams:Mode"] = "WithoutTokens",
        ["Channels:Teams:AppId"] = PlaygroundPeople.AppId,
        ["Channels:Teams:TenantId"] = PlaygroundPeople.Tenant,
        ["Channels:Teams:ServiceHosts:0"] = "127.0.0.1",
        ["Channels:Teams:Channel"] = PlaygroundPeople.Channel,
        ["People:Roles:agent:1"] = PlaygroundPeople.PersonOf(PlaygroundPeople.Ada),
        ["People:Roles:agent:2"] = PlaygroundPeople.PersonOf(PlaygroundPeople.Gus),
        ["People:Roles:lead:1"] = PlaygroundPeople.PersonOf(PlaygroundPeople.Lea),
    };

    private readonly SandboxFixture sandbox = new(Settings, InDevelopment);
    private bool isOpen;

    /// <summary>The bot and the shop.</summary>
    internal SandboxFixture Sandbox => sandbox;

    /// <summary>The client.</summary>
    internal Playground Teams { get; private set; } = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Teams is not null)
            await Teams.DisposeAsync();
        if (isOpen)
            await sandbox.DisposeAsync();
    }

    /// <summary>Starts both, with the app in the team, unless they run.</summary>
    internal async Task OpenAsync()
    {
        if (Teams is not null)
            return;
        NodeScript.SkipUnlessThere();
        await sandbox.InitializeAsync();
        isOpen = true;
        var http = sandbox.BotService<IHttpClientFactory>().CreateClient("test");
        Teams = await Playground.StartAsync(sandbox.Bot, http);
        await Teams.InstallAsync(PlaygroundPeople.Channel);
    }

    /// <summary>Nobody proves who they are there.</summary>
    private static void InDevelopment(IServiceCollection services)
    {
        foreach (var host in services.Select(service => service.ImplementationInstance).OfType<IHostEnvironment>())
            host.EnvironmentName = Environments.Development;
    }
}
