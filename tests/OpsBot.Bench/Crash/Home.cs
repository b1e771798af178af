using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using OpsBot.Sandbox;

namespace OpsBot.Bench.Crash;

/// <summary>Where a bot and the pretend world are, and where the bot keeps its data.</summary>
/// <param name="World">The pretend world.</param>
/// <param name="Bot">The bot.</param>
/// <param name="Door">Where webhooks and clicks are sent: the bot's own address, or that of the bot in front.</param>
/// <param name="Folder">The bot's folder.</param>
/// <param name="Postgres">Its database, where it is a PostgreSQL one.</param>
internal sealed record Home(Uri World, Uri Bot, Uri Door, string Folder, string? Postgres = null)
{
    /// <summary>So many that it never waits: how it paces itself is tested elsewhere.</summary>
    internal const int ThreePlCallsPerMinute = 6_000;

    /// <summary>The bot's settings.</summary>
    internal Dictionary<string, string?> Settings()
    {
        var settings = BotSettings.For(World, Door, Folder);
        settings["Urls"] = Bot.GetLeftPart(UriPartial.Authority);
        settings["Logging:LogLevel:Default"] = "Error";
        settings["Connectors:ThreePl:CallsPerMinute"] = ThreePlCallsPerMinute.ToString(CultureInfo.InvariantCulture);
        if (Postgres is null)
            return settings;
        settings["Store:Provider"] = "Postgres";
        settings["Store:ConnectionString"] = Postgres;
        return settings;
    }

    /// <summary>The bot's store as an auditor sees it, from outside.</summary>
    internal DbConnection Open()
    {
        DbConnection connection = Postgres is null
            ? new SqliteConnection($"Data Source={Path.Combine(Folder, "opsbot.db")};Pooling=False")
            : new NpgsqlConnection(Postgres + ";Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Says <c>ok</c> where the store is sound.</summary>
    internal string Integrity() =>
        Postgres is null ? CrashCount.Text(this, "PRAGMA integrity_check") : CrashCount.Text(this, "SELECT 'ok'");
}
