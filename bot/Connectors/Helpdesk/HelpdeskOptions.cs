using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Which helpdesk customers are written to through, and with which credentials.</summary>
internal sealed class HelpdeskOptions : IValidatableObject
{
    internal const string Section = "Connectors:Helpdesk";
    private const string Zendesk = "Zendesk";
    private const string None = "None";

    [Description("The helpdesk customers are written to through: Zendesk, or None.")]
    public string Kind { get; set; } = None;

    [Description("The helpdesk's address, such as https://your-shop.zendesk.com.")]
    public Uri? BaseUrl { get; set; }

    [Description("The e-mail address of the Zendesk agent the bot writes as.")]
    public string? Email { get; set; }

    [Secret]
    [Description("A Zendesk API token, made in the Admin Center under Apps and integrations.")]
    public string? Token { get; set; }

    [Description("The most calls a minute; 200 is what Zendesk's smallest plan allows.")]
    [Range(1, 100_000, ErrorMessage = "must be between 1 and 100000.")]
    public int CallsPerMinute { get; set; } = 200;

    internal bool IsZendesk => Kind.Equals(Zendesk, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsZendesk && !Kind.Equals(None, StringComparison.OrdinalIgnoreCase))
            yield return Wrong(nameof(Kind), $"'{Kind}' is not known here: write Zendesk or None.");
        if (!IsZendesk)
            yield break;
        if (BaseUrl is null)
            yield return Wrong(nameof(BaseUrl), "is missing.");
        else if (!Addresses.IsSafe(BaseUrl))
            yield return Wrong(nameof(BaseUrl), Addresses.Wanted);
        if (string.IsNullOrWhiteSpace(Email))
            yield return Wrong(nameof(Email), "is missing.");
        if (string.IsNullOrWhiteSpace(Token))
            yield return Wrong(nameof(Token), "is missing.");
    }

    private static ValidationResult Wrong(string name, string says) => new(says, [name]);
}
