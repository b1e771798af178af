using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Npgsql;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Store;

/// <summary>Where everything is kept.</summary>
internal sealed class StoreOptions : IValidatableObject
{
    internal const string Section = "Store";
    internal const string Sqlite = nameof(Sqlite);
    internal const string Postgres = nameof(Postgres);

    /// <summary>The kind of database.</summary>
    [Description("Sqlite: a file on this machine. Postgres: a server that several bots share.")]
    [AllowedValues(Sqlite, Postgres, ErrorMessage = "is not known.")]
    public string Provider { get; init; } = Sqlite;

    /// <summary>How to reach it, without the password.</summary>
    [Description(
        "Sqlite: Data Source=data/opsbot.db. Postgres: Host=db.internal;Database=opsbot;Username=opsbot, the password in Store:Password."
    )]
    [Required(ErrorMessage = "is missing.")]
    public string ConnectionString { get; init; } = "Data Source=data/opsbot.db";

    /// <summary>The password of the PostgreSQL role, where it has one.</summary>
    [Secret]
    [Description("The password of the PostgreSQL role.")]
    public string? Password { get; init; }

    internal bool IsPostgres => Provider == Postgres;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Wrong() is { } wrong)
            yield return new ValidationResult(wrong, [nameof(ConnectionString)]);
    }

    private string? Wrong()
    {
        try
        {
            return IsPostgres
                ? Wrong(new NpgsqlConnectionStringBuilder(ConnectionString))
                : Wrong(new SqliteConnectionStringBuilder(ConnectionString));
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return $"does not fit {Provider}.";
        }
    }

    private static string? Wrong(NpgsqlConnectionStringBuilder parts) =>
        !string.IsNullOrEmpty(parts.Password) || !string.IsNullOrEmpty(parts.SslPassword) ? "holds a password."
        : string.IsNullOrEmpty(parts.Host) ? "names no Host."
        : null;

    private static string? Wrong(SqliteConnectionStringBuilder parts) =>
        parts.Password.Length > 0 ? "holds a password."
        : parts.DataSource.Length == 0 ? "names no Data Source."
        : null;
}
