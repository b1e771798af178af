using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Bench.Crash;

/// <summary>
/// Two bots on one PostgreSQL. One of them is killed under load, again and again, each in its turn; the other takes over what
/// it had in hand. Counts at the far side what was lost and what was doubled, and how long taking over took.
/// </summary>
internal static class NodesSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(10);
    private static readonly Uri World = new("http://127.0.0.1:5295/");
    private static readonly Uri[] Bots = [new("http://127.0.0.1:5296/"), new("http://127.0.0.1:5297/")];

    internal static async Task<int> RunAsync(CrashOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("opsbot-nodes-").FullName;
        var server = options.Postgres ?? throw new FormatException("--postgres \"Host=…\" names the server");
        var database = await ServerDatabase.CreateAsync(server);
        var homes = Bots.Select(bot => HomeOf(bot, folder, database.ConnectionString)).ToArray();
        await using var world = PretendWorld.Build(World, Bots[0], CrashSuite.Hasty());
        await world.StartAsync();
        var shop = world.Services.GetRequiredService<PretendShopify>();
        var report = new CrashReport();
        var nodes = new Victim?[homes.Length];
        await using (new Clerk(world.Services.GetRequiredService<PretendSlack>()))
        {
            await using (new Customers(shop.Traffic, options.Every))
                for (var kill = 0; kill <= options.Random; kill++)
                {
                    await StartAsync(homes, nodes);
                    await Task.Delay(
                        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 5000)),
                        TimeProvider.System
                    );
                    if (kill < options.Random)
                        await KillAsync(homes, nodes, kill % nodes.Length, report);
                }

            await CrashCount.UntilSettledAsync(homes[0], Ledger(world), shop, Settling);
        }

        report.Count(Ledger(world), shop, homes[0]);
        foreach (var node in nodes)
            await node!.KillAsync();
        await world.StopAsync();
        var result = await report.WriteAsync(options.Report);
        await database.DropAsync();
        Directory.Delete(folder, recursive: true);
        return report.SlowestTakeover < Bar ? result : 1;
    }

    private static Ledger Ledger(WebApplication world) => world.Services.GetRequiredService<Ledger>();

    private static Home HomeOf(Uri bot, string folder, string postgres)
    {
        var own = Path.Combine(folder, bot.Port.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(own);
        return new Home(World, bot, Bots[0], own, postgres);
    }

    /// <summary>Starts whichever is not there, and waits until both are heard of.</summary>
    private static async Task StartAsync(Home[] homes, Victim?[] nodes)
    {
        for (var at = 0; at < nodes.Length; at++)
            nodes[at] ??= Victim.Start(homes[at]);
        await UntilHeardAsync(homes[0], nodes.Length);
    }

    private static async Task KillAsync(Home[] homes, Victim?[] nodes, int which, CrashReport report)
    {
        await nodes[which]!.KillAsync();
        var killed = Stopwatch.StartNew();
        nodes[which]!.Dispose();
        nodes[which] = null;
        await UntilHeardAsync(homes[0], nodes.Length - 1);
        report.TookOver(killed.Elapsed);
        report.Killed($"node {which + 1} of {nodes.Length}", reached: true);
    }

    /// <summary>A dead one is taken out of the list in the same transaction that frees what it had in hand.</summary>
    private static async Task UntilHeardAsync(Home home, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
            if (HeardOf(home) == count)
                return;
    }

    private static long HeardOf(Home home)
    {
        try
        {
            return CrashCount.Number(home, """SELECT COUNT(*) FROM "Nodes" """);
        }
        catch (PostgresException noTable) when (noTable.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }
}
