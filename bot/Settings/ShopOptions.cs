using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsBot.Bot.Settings;

/// <summary>The shop itself.</summary>
internal sealed class ShopOptions : IValidatableObject
{
    internal const string Section = "Shop";

    /// <summary>As customers know it.</summary>
    [Description("The shop's name, as customers know it: it signs messages.")]
    [Required(ErrorMessage = "is missing.")]
    public string Name { get; init; } = "";

    /// <summary>An IANA time zone.</summary>
    [Description("The shop's time zone, an IANA name such as Europe/Berlin: days, caps and the digest follow it.")]
    [Required(ErrorMessage = "is missing.")]
    public string TimeZone { get; init; } = "";

    /// <summary>ISO 4217.</summary>
    [Description("The shop's currency, three capital letters such as EUR: limits are in it.")]
    [Required(ErrorMessage = "is missing.")]
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "is not a currency.")]
    public string Currency { get; init; } = "";

    internal TimeZoneInfo Zone =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new ValidationResult($"'{TimeZone}' is not a time zone known here.", [nameof(TimeZone)]);
    }
}
