using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;
using OpsBot.Sandbox.Zendesk;

namespace OpsBot.Tests.Infrastructure;

/// <summary>
/// The real bot in the pretend world, on ports of its own, in Slack alone; nothing happens in it but what a test does.
/// </summary>
public class SandboxFixture : IAsyncLifetime
{
    internal const string Agent = "U0OPS";
    internal const string Lead = "U0LEAD";
    internal const string Guest = "U0GUEST";
    internal const string Channel = BotSettings.Channel;
    internal const string TeamsAgent = "29:1agent";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string folder = Directory.CreateTempSubdirectory("opsbot-").FullName;
    private readonly HashSet<Customer> served = [];
    private readonly IReadOnlyDictionary<string, string?>? settings;
    private readonly Action<IServiceCollection>? change;
    private SandboxHost sandbox = null!;

    public SandboxFixture() { }

    /// <summary>The same, with settings and services of the bot that differ.</summary>
    internal SandboxFixture(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? change = null) =>
        (this.settings, this.change) = (settings, change);

    internal Ledger Ledger => World<Ledger>();

    internal PretendShopify Shopify => World<PretendShopify>();

    internal PretendShipBob ShipBob => World<PretendShipBob>();

    internal PretendZendesk Zendesk => World<PretendZendesk>();

    internal PretendSlack Slack => World<PretendSlack>();

    internal PretendTeams Teams => World<PretendTeams>();

    /// <summary>What people's Teams does with cards.</summary>
    internal CardClicks TeamsClicks => World<CardClicks>();

    internal FaultSwitch Faults => World<FaultSwitch>();

    internal Uri Bot => new(sandbox.Bot.Urls.First());

    internal Uri Page => sandbox.Page;

    internal string Folder => folder;

    internal SandboxHost Host => sandbox;

    /// <summary>How long a test waits for anything before it fails.</summary>
    internal static CancellationToken Soon => new CancellationTokenSource(Patience).Token;

    /// <summary>The chats the bot is in.</summary>
    private protected virtual Chats Chats => Chats.Slack;

    public async ValueTask InitializeAsync() =>
        sandbox = await SandboxHost.StartAsync(
            new SandboxOptions
            {
                Port = 0,
                BotPort = 0,
                Folder = folder,
                ParcelsTravel = TimeSpan.FromMilliseconds(200),
                Chats = Chats,
            },
            settings,
            change
        );

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal T BotService<T>()
        where T : notnull => sandbox.Bot.Services.GetRequiredService<T>();

    /// <summary>
    /// A customer asks to return one piece that costs about that much, delivered the other day. Each time another customer, so
    /// that no limit per customer depends on the order of the tests.
    /// </summary>
    internal Return Request(decimal atLeast, decimal atMost, string reason = "DEFECTIVE", string? note = null)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var order = Shopify.Generator.NewOrder();
            var line = order.Lines.Find(line =>
                line.Quantity == 1 && line.UnitPrice >= atLeast && line.UnitPrice <= atMost && IsOrdinary(line, order)
            );
            if (line is not null && served.Add(order.Customer!))
                return Shopify.Generator.RequestReturn(
                    new ReturnWish
                    {
                        Order = order,
                        Lines = [line],
                        Reason = reason,
                        Note = note ?? "Sample note",
                    }
                );
        }

        throw new InvalidOperationException($"the shop sells nothing between {atLeast} and {atMost}");
    }

    /// <summary>What the bot answers to a request from outside.</summary>
    internal async Task<HttpStatusCode> StatusAsync(HttpRequestMessage request)
    {
        using var client = BotService<IHttpClientFactory>().CreateClient("test");
        using var answer = await client.SendAsync(request, Soon);
        return answer.StatusCode;
    }

    /// <summary>Something that a pretend system did, now or as soon as it does.</summary>
    internal async Task<LedgerEntry> ToldAsync(string effect, string about)
    {
        var found = new TaskCompletionSource<LedgerEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        Ledger.Written += Look;
        foreach (var entry in Ledger.Entries)
            Look(entry);
        try
        {
            return await found.Task.WaitAsync(Soon);
        }
        catch (OperationCanceledException late)
        {
            var told = string.Join(
                '\n',
                Ledger.Entries.Select(entry => $"{entry.System}: {entry.Effect} {entry.Subject}")
            );
            throw new ShouldAssertException($"'{effect}' of {about} never happened; what did:\n{told}", late);
        }
        finally
        {
            Ledger.Written -= Look;
        }

        void Look(LedgerEntry entry)
        {
            if (
                entry.Effect == effect
                && (entry.Subject.Contains(about, StringComparison.Ordinal) || about.Length == 0)
            )
                found.TrySetResult(entry);
        }
    }

    /// <summary>The card about a return, as soon as it is as wanted.</summary>
    internal Task<SlackMessage> CardAsync(Return about, Func<SlackMessage, bool>? wanted = null) =>
        CardAsync(about.Name, wanted);

    /// <summary>The card about a return of that name, as soon as it is as wanted.</summary>
    internal Task<SlackMessage> CardAsync(string about, Func<SlackMessage, bool>? wanted = null) =>
        Slack.MessageAsync(
            Channel,
            message =>
                !message.IsReply
                && message.Text.Contains(about, StringComparison.Ordinal)
                && wanted?.Invoke(message) != false,
            Soon
        );

    /// <summary>The card about a return in Teams, as soon as it is as wanted.</summary>
    internal Task<TeamsMessage> TeamsCardAsync(Return about, Func<TeamsMessage, bool>? wanted = null) =>
        Teams.MessageAsync(
            message =>
                message is { IsReply: false, Card: not null }
                && message.Activity["summary"]?.GetValue<string>().Contains(about.Name, StringComparison.Ordinal)
                    is true
                && wanted?.Invoke(message) != false,
            Soon
        );

    /// <summary>The run about a return, as soon as it is as wanted.</summary>
    internal Task<Run> RunAsync(Return about, Func<Run, bool> wanted) => RunAsync(about.Name, wanted);

    /// <summary>The run found by these words, as soon as it is as wanted.</summary>
    internal async Task<Run> RunAsync(string about, Func<Run, bool> wanted)
    {
        var loops = BotService<ILoopStore>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var until = Soon;
        while (true)
        {
            var run = await FindAsync(loops, about, until);
            if (run is not null && wanted(run))
                return run;
            await timer.WaitForNextTickAsync(until);
        }
    }

    private static async Task<Run?> FindAsync(ILoopStore loops, string name, CancellationToken cancel) =>
        await loops.FindRunsAsync(name, 1, cancel) is [var run, ..] ? run : null;

    private static bool IsOrdinary(OrderLine line, Order order) =>
        order.Customer?.Email is not null
        && !order.Test
        && order.RiskLevel != "HIGH"
        && order.PresentmentCurrency == "EUR"
        && order.DiscountCode is null
        && order.Disputes.Count == 0
        && line.Variant?.Product.Tags.Contains("final-sale") is false
        && order.Customer.Orders.Count(each => each.Returns.Count > 0) * 3 < order.Customer.Orders.Count;

    private T World<T>()
        where T : notnull => sandbox.World.Services.GetRequiredService<T>();
}

/// <summary>The same, with each case in Slack and in Teams.</summary>
public sealed class BothChatsFixture : SandboxFixture
{
    private protected override Chats Chats => Chats.Both;
}

/// <summary>The same, with each case in Teams and nowhere else.</summary>
public sealed class TeamsAloneFixture : SandboxFixture
{
    private protected override Chats Chats => Chats.Teams;
}
