using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>Which 3PL takes the shop's parcels back, and with which credentials.</summary>
internal sealed class ThreePlOptions : IValidatableObject
{
    internal const string Section = "Connectors:ThreePl";
    private const string ShipBob = "ShipBob";
    private const string None = "None";

    [Description("The 3PL that takes parcels back: ShipBob, or None.")]
    public string Kind { get; set; } = None;

    [Description("Where ShipBob's API is called; https://api.shipbob.com where absent.")]
    public Uri BaseUrl { get; set; } = new("https://api.shipbob.com");

    [Secret]
    [Description("ShipBob's personal access token, made in its dashboard under Integrations.")]
    public string? Token { get; set; }

    [Description("The number of the ShipBob channel that may write returns, from GET /channel.")]
    public int? ChannelId { get; set; }

    [Description("The number of the ShipBob fulfillment center that parcels go back to.")]
    public int? FulfillmentCenterId { get; set; }

    [Secret]
    [Description("What ShipBob's webhooks are signed with: whsec_ and base64. Choose one; it is given to ShipBob.")]
    public string? WebhookSecret { get; set; }

    [Description("The most calls a minute; ShipBob allows 150, other programs with the same token included.")]
    [Range(1, 100_000, ErrorMessage = "must be between 1 and 100000.")]
    public int CallsPerMinute { get; set; } = 150;

    [Description(
        "The public https address of this bot, which ShipBob posts webhooks to; without it subscriptions are not managed."
    )]
    public Uri? CallbackUrl { get; set; }

    internal bool IsShipBob => Kind.Equals(ShipBob, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsShipBob && !Kind.Equals(None, StringComparison.OrdinalIgnoreCase))
            yield return Wrong(nameof(Kind), $"'{Kind}' is not known here: write ShipBob or None.");
        if (!IsShipBob)
            yield break;
        if (!Addresses.IsSafe(BaseUrl))
            yield return Wrong(nameof(BaseUrl), Addresses.Wanted);
        if (CallbackUrl is not null && !Addresses.IsSafe(CallbackUrl))
            yield return Wrong(nameof(CallbackUrl), Addresses.Wanted);
        if (string.IsNullOrWhiteSpace(Token))
            yield return Wrong(nameof(Token), "is missing.");
        if (ChannelId is null)
            yield return Wrong(nameof(ChannelId), "is missing.");
        if (FulfillmentCenterId is null)
            yield return Wrong(nameof(FulfillmentCenterId), "is missing.");
        if (string.IsNullOrWhiteSpace(WebhookSecret))
            yield return Wrong(nameof(WebhookSecret), "is missing: without it no webhook can be trusted.");
        else if (!IsKey(WebhookSecret))
            yield return Wrong(nameof(WebhookSecret), "is not base64, with or without whsec_ before it.");
    }

    private static bool IsKey(string secret)
    {
        var encoded = secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret["whsec_".Length..] : secret;
        return Convert.TryFromBase64String(encoded, new byte[encoded.Length], out var length) && length > 0;
    }

    private static ValidationResult Wrong(string name, string says) => new(says, [name]);
}
