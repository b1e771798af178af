using System.Security.Cryptography;
using Npgsql;

namespace OpsBot.Bench.Crash;

/// <summary>A database of a suite's own on a PostgreSQL server.</summary>
internal sealed class ServerDatabase
{
    private readonly string server;
    private readonly string name = "opsbot_crash_" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    private ServerDatabase(string server) => this.server = server;

    internal string ConnectionString => $"{server};Database={name}";

    /// <param name="server">The server, as a connection string without a database.</param>
    internal static async Task<ServerDatabase> CreateAsync(string server)
    {
        var made = new ServerDatabase(server);
        await made.CommandAsync($"CREATE DATABASE {made.name}");
        return made;
    }

    internal Task DropAsync() => CommandAsync($"DROP DATABASE {name} WITH (FORCE)");

    private async Task CommandAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
