using Npgsql;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Store;

/// <summary>How PostgreSQL would go about statements where walking a table was forbidden as far as it can be.</summary>
internal static class PostgresPlans
{
    /// <summary>Tables of a row per loop or per bot.</summary>
    private static readonly string[] Small = ["Loops", "Nodes", "Schedules"];

    /// <summary>The statements that cannot do without walking a table, each with its plan.</summary>
    internal static async Task<List<string>> WalksAsync(
        TestStore.OnServer store,
        IReadOnlyDictionary<string, IReadOnlyList<(string Name, object? Value)>> statements
    )
    {
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await ExplainAsync(connection, "SET enable_seqscan = off", []);
        var walks = new List<string>();
        foreach (var (sql, parameters) in statements.Where(it => IsQuery(it.Key)))
        {
            var plan = await ExplainAsync(connection, "EXPLAIN " + sql, parameters);
            if (plan.Exists(Walks))
                walks.Add($"{string.Join('\n', plan)}\n{sql}");
        }

        return walks;
    }

    private static async Task<List<string>> ExplainAsync(
        NpgsqlConnection connection,
        string sql,
        IReadOnlyList<(string Name, object? Value)> parameters
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var plan = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            plan.Add(rows.GetString(0));
        return plan;
    }

    private static bool IsQuery(string sql) =>
        sql.TrimStart()[..6] is "SELECT" or "INSERT" or "UPDATE" or "DELETE"
        && !sql.Contains("__EF", StringComparison.Ordinal)
        && !sql.Contains("pg_", StringComparison.Ordinal);

    private static bool Walks(string step) =>
        step.Contains("Seq Scan on \"", StringComparison.Ordinal)
        && !Small.Any(table => step.Contains($"\"{table}\"", StringComparison.Ordinal));
}
