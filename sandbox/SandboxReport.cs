using System.Text.Json;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Shopify;

namespace OpsBot.Sandbox;

/// <summary>What came of a headless trial, counted at the pretend systems and in the bot's own store.</summary>
/// <param name="Requests">Return requests that customers made.</param>
/// <param name="Events">Webhooks the bot acknowledged.</param>
/// <param name="Cleared">Runs that rules alone ended.</param>
/// <param name="Asked">Questions with a card in any chat.</param>
/// <param name="Cards">Cards posted, by chat.</param>
/// <param name="Decided">Questions decided.</param>
/// <param name="AtOnce">Those of them that two people decided at once, each in a chat of their own.</param>
/// <param name="Untrue">Questions whose card is missing in a chat, or does not show there where the question stands.</param>
/// <param name="Waiting">Runs still waiting for a parcel or a time.</param>
/// <param name="Dead">Runs that stopped and want a person.</param>
/// <param name="Effects">What each system did, by effect.</param>
/// <param name="Duplicates">Effects done more than once, with how often.</param>
internal sealed record SandboxReport(
    int Requests,
    long Events,
    int Cleared,
    int Asked,
    IReadOnlyDictionary<string, int> Cards,
    int Decided,
    int AtOnce,
    IReadOnlyList<string> Untrue,
    int Waiting,
    int Dead,
    IReadOnlyDictionary<string, int> Effects,
    IReadOnlyDictionary<string, int> Duplicates
)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Something happened, nothing of it twice or half, and every chat shows it.</summary>
    internal bool IsGood =>
        Requests > 0 && Cleared > 0 && Dead == 0 && Duplicates.Count == 0 && Untrue.Count == 0 && Asked > 0;

    internal static async Task<SandboxReport> CountAsync(
        SandboxHost sandbox,
        ScriptedAgent agent,
        CancellationToken cancel
    )
    {
        var world = sandbox.World.Services;
        var ledger = world.GetRequiredService<Ledger>();
        var counts = await sandbox
            .Bot.Services.GetRequiredService<ILoopStore>()
            .CountAsync(new LoopName("returns"), DateTimeOffset.UnixEpoch, cancel);
        var ends = new CardEnds(sandbox);
        var chats = ends.Chats();
        return new SandboxReport(
            counts.Caught,
            world.GetRequiredService<PretendShopify>().Courier.Delivered,
            counts.Cleared,
            chats.Values.SelectMany(cards => cards).Select(cards => cards.Key).Distinct(StringComparer.Ordinal).Count(),
            chats.ToDictionary(
                chat => chat.Key,
                chat => chat.Value.Sum(cards => cards.Count()),
                StringComparer.Ordinal
            ),
            agent.Decided,
            agent.AtOnce,
            await ends.UntrueAsync(cancel),
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
