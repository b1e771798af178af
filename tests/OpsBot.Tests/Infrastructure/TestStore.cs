using Microsoft.Extensions.Configuration;
using Npgsql;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Infrastructure;

/// <summary>A database of its own for one test, empty at first, gone at the end.</summary>
public abstract class TestStore : IAsyncDisposable
{
    /// <summary>Which kind a test runs on.</summary>
    public enum Kind
    {
        /// <summary>A file in a folder of its own.</summary>
        Sqlite,

        /// <summary>A database of its own on the server that <c>OPSBOT_TEST_POSTGRES</c> names; skipped where it names none.</summary>
        Postgres,
    }

    /// <summary>The settings that lead to it.</summary>
    internal abstract IReadOnlyDictionary<string, string?> Settings { get; }

    internal static async Task<TestStore> CreateAsync(Kind kind) =>
        kind is Kind.Sqlite ? new OnDisk() : await OnServer.CreateAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>A SQLite file.</summary>
    internal sealed class OnDisk : TestStore
    {
        private readonly string folder = Directory.CreateTempSubdirectory("opsbot-").FullName;

        internal string File => Path.Combine(folder, "opsbot.db");

        internal override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Store:ConnectionString"] = $"Data Source={File};Pooling=False",
            };

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A PostgreSQL database.</summary>
    internal sealed class OnServer : TestStore
    {
        private readonly string server;
        private readonly string name = "test_" + Id.New(TimeProvider.System.GetUtcNow());

        private OnServer(string server) => this.server = server;

        internal string ConnectionString =>
            new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ToString();

        internal override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Store:Provider"] = "Postgres",
                ["Store:ConnectionString"] = $"{server};Database={name};Maximum Pool Size=20",
            };

        /// <summary>The server for tests; the calling test ends as skipped where there is none.</summary>
        internal static string Server
        {
            get
            {
                var named = new ConfigurationBuilder().AddEnvironmentVariables("OPSBOT_TEST_").Build()["POSTGRES"];
                if (string.IsNullOrEmpty(named))
                    Assert.Skip(
                        "skipped, not there: OPSBOT_TEST_POSTGRES names no PostgreSQL server (./x ci starts one)"
                    );
                return named;
            }
        }

        internal static async Task<OnServer> CreateAsync()
        {
            var store = new OnServer(Server);
            await store.CommandAsync($"CREATE DATABASE {store.name}");
            return store;
        }

        /// <summary>The database lets nobody in any more, and whoever is in goes.</summary>
        internal async Task ShutAsync()
        {
            await CommandAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
            await CommandAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        }

        /// <summary>It lets in again.</summary>
        internal Task OpenAsync() => CommandAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");

        public override async ValueTask DisposeAsync()
        {
            await using (var own = new NpgsqlConnection(Settings["Store:ConnectionString"]))
                NpgsqlConnection.ClearPool(own);
            await CommandAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }

        private async Task CommandAsync(string sql)
        {
            await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
            await connection.OpenAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
