using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsBot.Bot.Settings;

/// <summary>The daily report in the loops' channels.</summary>
internal sealed class DigestOptions
{
    internal const string Section = "Digest";

    /// <summary>When, by the shop's clock; never where empty.</summary>
    [Description("When the digest of the last 24 hours is sent, by the shop's clock, such as 09:00; empty: never.")]
    [RegularExpression(
        "^(([01][0-9]|2[0-3]):[0-5][0-9])?$",
        ErrorMessage = "is not a time. Write hh:mm, such as 09:00."
    )]
    public string At { get; init; } = "09:00";

    /// <summary>The same as a cron expression; nothing where it is never.</summary>
    internal string? Cron => At.Split(':') is [var hour, var minute] ? $"{minute} {hour} * * *" : null;
}
