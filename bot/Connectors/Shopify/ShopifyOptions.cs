using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Which shop, and with which credentials.</summary>
internal sealed partial class ShopifyOptions : IValidatableObject
{
    internal const string Section = "Connectors:Shopify";

    [Description("The shop's permanent domain at Shopify, such as your-shop.myshopify.com.")]
    [Required(ErrorMessage = "is missing.")]
    public string? ShopDomain { get; set; }

    [Description("Where the shop's Admin API is called; https://{ShopDomain} where absent.")]
    public Uri? BaseUrl { get; set; }

    [Description("The version of the Admin API, such as 2026-10.")]
    [Required(ErrorMessage = "is missing.")]
    [RegularExpression("^20[0-9]{2}-(01|04|07|10)$", ErrorMessage = "is not a version: a year and 01, 04, 07 or 10.")]
    public string ApiVersion { get; set; } = "2026-10";

    [Secret]
    [Description("The permanent token of an app that was made in the shop's admin before 2026; it begins with shpat_.")]
    public string? AccessToken { get; set; }

    [Description("The client id of an app made in the Dev Dashboard; with ClientSecret it stands for AccessToken.")]
    public string? ClientId { get; set; }

    [Secret]
    [Description("The client secret of the app.")]
    public string? ClientSecret { get; set; }

    [Secret]
    [Description("What webhooks are signed with: the app's client secret, needed where ClientSecret is not set.")]
    public string? WebhookSecret { get; set; }

    [Description(
        "The public https address of this bot, which Shopify posts webhooks to; without it subscriptions are not managed."
    )]
    public Uri? CallbackUrl { get; set; }

    [Description("How often requested returns are looked for, in case a webhook was lost: 00:05:00.")]
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "must lie between ten seconds and a day.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Where the shop is called; nothing where the settings are not fit for use.</summary>
    internal Uri? Address => BaseUrl ?? (HasDomain ? new Uri($"https://{ShopDomain}") : null);

    /// <summary>What webhooks are signed with.</summary>
    internal string SigningSecret => WebhookSecret ?? ClientSecret ?? "";

    // A name is checked before an address is made of it, so that it cannot lead elsewhere.
    private bool HasDomain => ShopDomain is not null && Domain().IsMatch(ShopDomain);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!HasDomain)
            yield return Wrong(nameof(ShopDomain), "is not a shop's own domain: only your-shop.myshopify.com will do.");
        if (BaseUrl is not null && !Addresses.IsSafe(BaseUrl))
            yield return Wrong(nameof(BaseUrl), Addresses.Wanted);
        if (CallbackUrl is not null && !Addresses.IsSafe(CallbackUrl))
            yield return Wrong(nameof(CallbackUrl), Addresses.Wanted);
        foreach (var result in Credentials())
            yield return result;
    }

    private IEnumerable<ValidationResult> Credentials()
    {
        var hasToken = !string.IsNullOrWhiteSpace(AccessToken);
        var hasId = !string.IsNullOrWhiteSpace(ClientId);
        if (!hasToken && !hasId)
        {
            yield return Wrong(
                nameof(ClientId),
                "is missing: set it and ClientSecret, or, for an app of before 2026, AccessToken and WebhookSecret."
            );
            yield break;
        }

        if (hasToken && hasId)
            yield return Wrong(nameof(AccessToken), "stands beside ClientId: set one of the two.");
        if (hasId && string.IsNullOrWhiteSpace(ClientSecret))
            yield return Wrong(nameof(ClientSecret), "is missing: ClientId is of no use without it.");
        if (string.IsNullOrWhiteSpace(SigningSecret))
            yield return Wrong(nameof(WebhookSecret), "is missing: without it no webhook can be trusted.");
    }

    private static ValidationResult Wrong(string name, string says) => new(says, [name]);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\.myshopify\.com\z", RegexOptions.None, 1000)]
    private static partial Regex Domain();
}
