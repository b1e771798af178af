using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Settings;
using OpsBot.Bot.Store;

namespace OpsBot.Tests.Bot.Store;

public sealed class StoreFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("opsbot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_made_and_the_schema_with_it()
    {
        await using var store = Store("deep/er");
        await OpenAsync(store);
        await using var db = await ContextAsync(store);
        db.Database.HasPendingModelChanges().ShouldBeFalse("add a migration: ./x migration Name");
        (await db.Database.GetPendingMigrationsAsync(Stop)).ShouldBeEmpty();
        (await db.Database.SqlQuery<string>($"PRAGMA journal_mode").ToListAsync(Stop)).ShouldBe(["wal"]);
        (await db.Database.SqlQuery<int>($"PRAGMA synchronous").ToListAsync(Stop)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_second_process_is_told_that_the_file_is_taken()
    {
        await using var first = Store("");
        await using var second = Store("");
        await OpenAsync(first);
        (await Should.ThrowAsync<UnusableStoreException>(() => OpenAsync(second))).Message.ShouldContain(
            "is in use by another OpsBot"
        );
    }

    [Fact]
    public async Task When_the_first_one_has_ended_the_next_may_open_it()
    {
        await using (var first = Store(""))
            await OpenAsync(first);
        await using var second = Store("");
        await OpenAsync(second);
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_made_the_schema_locks_nobody_out()
    {
        await using (var killed = Store(""))
        {
            await using var db = await ContextAsync(killed);
            await db.Database.ExecuteSqlAsync(
                $"""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL)""",
                Stop
            );
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-24')""", Stop);
        }

        await using var store = Store("");
        await OpenAsync(store);
        await using var next = await ContextAsync(store);
        (await next.Database.GetPendingMigrationsAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_left_alone()
    {
        await using (var older = Store(""))
        {
            await OpenAsync(older);
            await using var db = await ContextAsync(older);
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_FromTheFuture', '99.0.0')""",
                Stop
            );
        }

        await using var store = Store("");
        var error = await Should.ThrowAsync<UnusableStoreException>(() => OpenAsync(store));
        error.Message.ShouldContain("written by a newer OpsBot");
        error.Message.ShouldContain("FromTheFuture");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task OpenAsync(ServiceProvider store) => store.GetRequiredService<Database>().OpenAsync(Stop);

    private static Task<OpsBotDb> ContextAsync(ServiceProvider store) =>
        store.GetRequiredService<IDbContextFactory<OpsBotDb>>().CreateDbContextAsync(Stop);

    private ServiceProvider Store(string inside)
    {
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, inside, "opsbot.db"),
            Pooling = false,
        };
        return new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new OpsBot.Loops.Engine.EngineJson([]))
            .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>))
            .AddStore(
                new SettingsReader(
                    new ConfigurationBuilder()
                        .AddInMemoryCollection([new("Store:ConnectionString", file.ToString())])
                        .Build()
                )
            )
            .BuildServiceProvider();
    }
}
