using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Data.Common;
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
        if (!TryRead(out var parts))
            yield return new ValidationResult("is not a connection string.", [nameof(ConnectionString)]);
        else if (parts.ContainsKey("Password"))
            yield return new ValidationResult("holds a password.", [nameof(ConnectionString)]);
        else if (!parts.ContainsKey(IsPostgres ? "Host" : "Data Source"))
            yield return new ValidationResult($"does not fit {Provider}.", [nameof(ConnectionString)]);
    }

    private bool TryRead(out DbConnectionStringBuilder parts)
    {
        parts = [];
        try
        {
            parts.ConnectionString = ConnectionString;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
