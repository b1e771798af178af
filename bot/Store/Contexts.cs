using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>The model with SQLite's migrations.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : OpsBotDb(options);

/// <summary>The model with PostgreSQL's migrations.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : OpsBotDb(options)
{
    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        // What a dead bot had in hand is found at once, however many runs wait.
        model.Entity<RunRow>().HasIndex(it => it.LeaseOwner).HasFilter("\"LeaseOwner\" IS NOT NULL");
        model.Entity<CardRow>().HasIndex(it => it.LeaseOwner).HasFilter("\"LeaseOwner\" IS NOT NULL");
    }
}

/// <summary>Makes contexts of whichever database is configured.</summary>
internal sealed class Contexts<T>(IDbContextFactory<T> concrete) : IDbContextFactory<OpsBotDb>
    where T : OpsBotDb
{
    public OpsBotDb CreateDbContext() => concrete.CreateDbContext();

    public async Task<OpsBotDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await concrete.CreateDbContextAsync(cancellationToken);
}
