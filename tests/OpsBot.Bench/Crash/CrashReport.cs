using System.Text.Json;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Shopify;

namespace OpsBot.Bench.Crash;

/// <summary>What came of it.</summary>
internal sealed class CrashReport
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly SortedDictionary<string, int> kills = new(StringComparer.Ordinal);
    private readonly List<string> neverReached = [];
    private readonly List<TimeSpan> takeovers = [];
    private IReadOnlyList<string> lost = [];
    private IReadOnlyDictionary<string, int> doubled = new Dictionary<string, int>();
    private long accepted;
    private long closed;
    private long asked;
    private string integrity = "";

    /// <summary>The longest that it took another bot to take over.</summary>
    internal TimeSpan SlowestTakeover => takeovers.DefaultIfEmpty().Max();

    internal void TookOver(TimeSpan time) => takeovers.Add(time);

    internal void Killed(string boundary, bool reached)
    {
        if (reached)
            kills[boundary] = kills.GetValueOrDefault(boundary) + 1;
        else
            neverReached.Add(boundary);
        Console.Out.Write(reached ? "." : "-");
    }

    /// <summary>Counts at the far side, and in the store the bot left behind.</summary>
    internal void Count(Ledger ledger, PretendShopify shop, Home home)
    {
        doubled = ledger.Doubled();
        accepted = shop.Courier.Delivered;
        closed = CrashCount.Number(home, """SELECT COUNT(*) FROM "Runs" WHERE "ClosedAt" IS NOT NULL""");
        asked = CrashCount.Number(home, """SELECT COUNT(*) FROM "Escalations" """);
        integrity = home.Integrity();
        lost = CrashCount.Unfinished(home, ledger, shop);
    }

    /// <returns>The exit code: 0 where nothing was lost or doubled and every boundary was reached.</returns>
    internal async Task<int> WriteAsync(string? file)
    {
        var text = JsonSerializer.Serialize(
            new
            {
                kills = kills.Values.Sum(),
                accepted,
                closed,
                asked,
                lost,
                doubled,
                integrity,
                secondsToTakeOver = takeovers.ConvertAll(time => Math.Round(time.TotalSeconds, 1)),
                neverReached = neverReached.Distinct().ToList(),
                at = kills,
            },
            Readable
        );
        await Console.Out.WriteLineAsync("\n" + text);
        if (file is not null)
            await File.WriteAllTextAsync(file, text + "\n");
        var unreached = neverReached.Where(boundary => !kills.ContainsKey(boundary));
        return lost.Count == 0 && doubled.Count == 0 && integrity == "ok" && !unreached.Any() ? 0 : 1;
    }
}
