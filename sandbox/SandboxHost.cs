using System.Net;
using System.Net.Sockets;
using OpsBot.Bot;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox;

/// <summary>The pretend world with the real bot in it.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    private SandboxHost(Uri page, WebApplication world, WebApplication bot)
    {
        Page = page;
        World = world;
        Bot = bot;
    }

    /// <summary>Where the page is.</summary>
    internal Uri Page { get; }

    /// <summary>The pretend systems: their services are the levers of tests and scripts.</summary>
    internal WebApplication World { get; }

    /// <summary>The real bot.</summary>
    internal WebApplication Bot { get; }

    /// <summary>Starts both. What an earlier trial left in the folder is deleted first.</summary>
    /// <param name="options">How it was started.</param>
    /// <param name="settings">Settings of the bot that differ.</param>
    /// <param name="change">Services of the bot that differ.</param>
    internal static async Task<SandboxHost> StartAsync(
        SandboxOptions options,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? change = null
    )
    {
        if (Directory.Exists(options.Folder))
            Directory.Delete(options.Folder, recursive: true);
        var (page, bot) = (Local(options.Port), Local(options.BotPort));
        var world = PretendWorld.Build(page, bot, options);
        await world.StartAsync();
        var all = BotSettings.For(page, bot, options.Folder, options.Chats);
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        var theBot = OpsBotHost.Build([], all, change);
        await theBot.StartAsync();
        if (options.Chats.HasFlag(Chats.Teams))
            await InstallAsync(world);
        return new SandboxHost(page, world, theBot);
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.StopAsync();
        await Bot.DisposeAsync();
        await World.StopAsync();
        await World.DisposeAsync();
    }

    /// <summary>Adds the app to the team, as an administrator would have; Teams tells the bot, which must listen by then.</summary>
    private static async Task InstallAsync(WebApplication world)
    {
        var teams = world.Services.GetRequiredService<PretendTeams>();
        var answer = await teams.InstallAsync("29:1lead", world.Lifetime.ApplicationStopping);
        if (answer.Status != StatusCodes.Status200OK)
            throw new InvalidOperationException($"the app could not be added to the pretend team: {answer.Status}");
    }

    private static Uri Local(int port) => new($"http://127.0.0.1:{(port > 0 ? port : FreePort())}/");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
