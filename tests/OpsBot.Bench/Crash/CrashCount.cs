using Microsoft.Data.Sqlite;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox;

namespace OpsBot.Bench.Crash;

/// <summary>Reads the bot's store from outside, as an auditor would.</summary>
internal static class CrashCount
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until nothing is under way any more, or the time is over.</summary>
    internal static async Task UntilSettledAsync(string folder, Ledger ledger, TimeSpan most)
    {
        using var patience = new CancellationTokenSource(most);
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(patience.Token))
                if (UnderWay(folder, ledger).Count == 0)
                    return;
        }
        catch (OperationCanceledException)
        {
            // What is still under way is counted as lost.
        }
    }

    /// <summary>
    /// Runs that have not ended, with where they are; but for those that rightly wait for a parcel: one that never came to
    /// the 3PL.
    /// </summary>
    internal static IReadOnlyList<string> UnderWay(string folder, Ledger ledger)
    {
        var arrived = ledger.Entries.Where(entry => entry.Effect == "parcel received").ToList();
        return
        [
            .. Texts(
                    folder,
                    """
                    SELECT "SubjectKey" || ' ' || "Stage" || ' ' || COALESCE("Trouble", "Because", '')
                    FROM "Runs" WHERE "ClosedAt" IS NULL
                    """
                )
                .Where(run => !IsWaiting(run) || arrived.Exists(parcel => IsOf(parcel, run))),
        ];
    }

    private static bool IsWaiting(string run) => run.Split(' ')[1] == $"{(int)Stage.Waiting}";

    private static bool IsOf(LedgerEntry parcel, string run) =>
        run.Split(' ')[0].EndsWith("/" + parcel.Subject.Split('-')[^1], StringComparison.Ordinal);

    internal static long Number(string folder, string sql) => (long)Scalar(folder, sql);

    internal static string Text(string folder, string sql) => (string)Scalar(folder, sql);

    private static IReadOnlyList<string> Texts(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static object Scalar(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "opsbot.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
