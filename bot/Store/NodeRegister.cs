using Npgsql;

namespace OpsBot.Bot.Store;

/// <summary>
/// The list of bots that share the database, on connections of its own: what keeps the others busy must not keep this bot from
/// being heard of.
/// </summary>
/// <param name="connections">To the database; nobody else's.</param>
/// <param name="node">This bot.</param>
internal sealed class NodeRegister(NpgsqlDataSource connections, Node node) : IAsyncDisposable
{
    /// <summary>On this channel bots tell each other that a loop was paused or resumed.</summary>
    internal const string Loops = "opsbot_loops";

    private const string Now = "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint";

    /// <summary>Says that this bot lives, and sets its clock by the database's.</summary>
    /// <exception cref="NpgsqlException">It could not.</exception>
    internal async Task BeatAsync(CancellationToken cancel)
    {
        var asked = node.Asking();
        try
        {
            await using var beat = connections.CreateCommand(
                $"""
                INSERT INTO "Nodes" ("Id", "SeenAt") VALUES ($1, {Now})
                ON CONFLICT ("Id") DO UPDATE SET "SeenAt" = excluded."SeenAt"
                RETURNING "SeenAt"
                """
            );
            beat.Parameters.Add(new NpgsqlParameter<string> { TypedValue = node.Id });
            var seen = (long)(await beat.ExecuteScalarAsync(cancel))!;
            node.Heard(asked, DateTimeOffset.FromUnixTimeMilliseconds(seen));
        }
        catch (NpgsqlException)
        {
            // Whatever was cut is not to be found out again by the next one.
            connections.Clear();
            throw;
        }
    }

    /// <summary>
    /// Frees what dead bots had in hand. A bot does so only once it has itself been heard of for as long as it takes to be
    /// called dead: after an outage everybody gets the time to speak up. What a dead one's open transaction still locks is
    /// left for the next time; PostgreSQL ends it within seconds.
    /// </summary>
    /// <returns>The bots that were found dead.</returns>
    internal async Task<IReadOnlyList<string>> BuryAsync(CancellationToken cancel)
    {
        if (!node.IsSteady)
            return [];
        await using var connection = await connections.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await DoAsync(connection, "SET LOCAL lock_timeout = 1000", id: null, cancel);
        var dead = new List<string>();
        await using (
            var delete = new NpgsqlCommand(
                $"""
                DELETE FROM "Nodes" WHERE "Id" IN (
                    SELECT "Id" FROM "Nodes" WHERE "SeenAt" < {Now} - $1 FOR UPDATE SKIP LOCKED)
                RETURNING "Id"
                """,
                connection
            )
        )
        {
            delete.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)Node.DeadAfter.TotalMilliseconds });
            await using var rows = await delete.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                dead.Add(rows.GetString(0));
        }

        foreach (var id in dead)
            await FreeAsync(connection, id, cancel);
        await transaction.CommitAsync(cancel);
        return dead;
    }

    /// <summary>Leaves in good order: whatever this bot still had in hand is free at once.</summary>
    internal async Task LeaveAsync(CancellationToken cancel)
    {
        await using var connection = await connections.OpenConnectionAsync(cancel);
        await DoAsync(connection, """DELETE FROM "Nodes" WHERE "Id" = $1""", node.Id, cancel);
        await FreeAsync(connection, node.Id, cancel);
    }

    /// <summary>How many bots are alive.</summary>
    internal async Task<long> CountAsync(CancellationToken cancel)
    {
        await using var count = connections.CreateCommand(
            $"""SELECT COUNT(*) FROM "Nodes" WHERE "SeenAt" > {Now} - $1"""
        );
        count.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)Node.DeadAfter.TotalMilliseconds });
        return (long)(await count.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Hears of pauses at other bots, once at first and then whenever there is news.</summary>
    internal async Task ListenAsync(Func<Task> changed, CancellationToken cancel)
    {
        await using var connection = await connections.OpenConnectionAsync(cancel);
        await DoAsync(connection, $"LISTEN {Loops}", id: null, cancel);
        while (true)
        {
            await changed();
            await connection.WaitAsync(cancel);
        }
    }

    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private static async Task FreeAsync(NpgsqlConnection connection, string id, CancellationToken cancel)
    {
        foreach (var table in new[] { "Runs", "Cards", "Schedules" })
            await DoAsync(
                connection,
                $"""UPDATE "{table}" SET "LeaseUntil" = NULL, "LeaseOwner" = NULL WHERE "LeaseOwner" = $1""",
                id,
                cancel
            );
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql, string? id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (id is not null)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
