using System.Text.Json;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox;

/// <summary>What came of a headless trial, counted at the pretend systems and in the bot's own store.</summary>
/// <param name="Requests">Return requests that customers made.</param>
/// <param name="Events">Webhooks the bot acknowledged.</param>
/// <param name="Cleared">Runs that rules alone ended.</param>
/// <param name="Asked">Cards posted.</param>
/// <param name="Decided">Cards decided.</param>
/// <param name="Waiting">Runs still waiting for a parcel or a time.</param>
/// <param name="Dead">Runs that stopped and want a person.</param>
/// <param name="Effects">What each system did, by effect.</param>
/// <param name="Duplicates">Effects done more than once, with how often.</param>
internal sealed record SandboxReport(
    int Requests,
    long Events,
    int Cleared,
    int Asked,
    int Decided,
    int Waiting,
    int Dead,
    IReadOnlyDictionary<string, int> Effects,
    IReadOnlyDictionary<string, int> Duplicates
)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Something happened, and nothing of it twice or half.</summary>
    internal bool IsGood => Requests > 0 && Cleared > 0 && Dead == 0 && Duplicates.Count == 0;

    internal static async Task<SandboxReport> CountAsync(SandboxHost sandbox, int decided, CancellationToken cancel)
    {
        var world = sandbox.World.Services;
        var ledger = world.GetRequiredService<Ledger>();
        var counts = await sandbox
            .Bot.Services.GetRequiredService<ILoopStore>()
            .CountAsync(new LoopName("returns"), DateTimeOffset.UnixEpoch, cancel);
        return new SandboxReport(
            counts.Caught,
            world.GetRequiredService<PretendShopify>().Courier.Delivered,
            counts.Cleared,
            world.GetRequiredService<PretendSlack>().Messages(BotSettings.Channel).Count(message => !message.IsReply),
            decided,
            counts.Waiting,
            counts.Dead,
            ledger
                .Entries.GroupBy(entry => $"{entry.System}: {entry.Effect}", StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            ledger.Doubled()
        );
    }

    internal string Write() => JsonSerializer.Serialize(this, Readable);
}
