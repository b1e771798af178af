using System.Security.Cryptography;
using Npgsql;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>Databases on a server, one for each home, so that no row finds what another left. A bot makes its own when it first starts.</summary>
/// <param name="server">A connection string without a database; nothing where PostgreSQL is not measured.</param>
internal sealed class PostgresHomes(string? server)
{
    private readonly string prefix = $"opsbot_bench_{RandomNumberGenerator.GetHexString(8, lowercase: true)}_";
    private readonly HashSet<string> databases = new(StringComparer.Ordinal);

    /// <summary>How a home's database is reached.</summary>
    internal string DatabaseOf(string home)
    {
        var database = prefix + home.Replace('-', '_');
        databases.Add(database);
        return $"{server};Database={database}";
    }

    /// <summary>Removes all of them, whoever is still connected.</summary>
    internal async Task DropAsync()
    {
        if (databases.Count == 0)
            return;
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        foreach (var database in databases)
            await connection.DoAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        databases.Clear();
    }
}
