using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsBot.Bot.Store;

/// <summary>Where everything is kept.</summary>
internal sealed class StoreOptions
{
    internal const string Section = "Store";

    /// <summary>The kind of database.</summary>
    [Description("The kind of database.")]
    [AllowedValues("Sqlite", ErrorMessage = "can only be Sqlite so far.")]
    public string Provider { get; init; } = "Sqlite";

    /// <summary>How to reach it.</summary>
    [Description("Where the database lies: Data Source=data/opsbot.db")]
    [Required(ErrorMessage = "is missing.")]
    public string ConnectionString { get; init; } = "Data Source=data/opsbot.db";
}
