using OpsBot.Loops.Engine;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Shopify;

namespace OpsBot.Bench.Crash;

/// <summary>Reads the bot's store from outside, as an auditor would.</summary>
internal static class CrashCount
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until nothing is under way any more, or the time is over.</summary>
    internal static async Task UntilSettledAsync(Home home, Ledger ledger, PretendShopify shop, TimeSpan most)
    {
        using var patience = new CancellationTokenSource(most);
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(patience.Token))
                if (Unfinished(home, ledger, shop).Count == 0)
                    return;
        }
        catch (OperationCanceledException)
        {
            // What is still under way is counted as lost.
        }
    }

    /// <summary>
    /// Requests that nobody has looked at, and runs that have not ended, with where they are; but for those that rightly wait
    /// for a parcel: one that was never announced to the 3PL.
    /// </summary>
    internal static IReadOnlyList<string> Unfinished(Home home, Ledger ledger, PretendShopify shop)
    {
        var announced = ledger.Entries.Where(entry => entry.Effect == "return expected").ToList();
        return
        [
            .. shop.Shop.Do(() =>
                shop
                    .Shop.Orders.SelectMany(order => order.Returns)
                    .Where(each => each.Status is "REQUESTED")
                    .Select(each => $"{each.Gid} was never decided")
                    .ToList()
            ),
            .. Texts(
                    home,
                    """
                    SELECT "SubjectKey" || ' ' || "Stage" || ' ' || COALESCE("Trouble", "Because", '')
                    FROM "Runs" WHERE "ClosedAt" IS NULL
                    """
                )
                .Where(run => !IsWaiting(run) || announced.Exists(parcel => IsOf(parcel, run))),
        ];
    }

    private static bool IsWaiting(string run) => run.Split(' ')[1] == $"{(int)Stage.Waiting}";

    private static bool IsOf(LedgerEntry parcel, string run) =>
        run.Split(' ')[0].EndsWith("/" + parcel.Subject.Split('-')[^1], StringComparison.Ordinal);

    internal static long Number(Home home, string sql) => (long)Scalar(home, sql);

    internal static string Text(Home home, string sql) => (string)Scalar(home, sql);

    private static IReadOnlyList<string> Texts(Home home, string sql)
    {
        using var connection = home.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static object Scalar(Home home, string sql)
    {
        using var connection = home.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
