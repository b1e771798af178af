namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// One GraphQL operation, kept as a file in <c>Documents</c>. Mutations ask for few fields: a field we may not read makes an
/// error beside a write that happened.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Text">What is sent.</param>
internal sealed record ShopifyDocument(string Name, string Text)
{
    internal static readonly ShopifyDocument AccessScopes = Load(nameof(AccessScopes));
    internal static readonly ShopifyDocument ApproveReturn = Load(nameof(ApproveReturn));
    internal static readonly ShopifyDocument AttachLabel = Load(nameof(AttachLabel));
    internal static readonly ShopifyDocument CloseReturn = Load(nameof(CloseReturn));
    internal static readonly ShopifyDocument DeclineReturn = Load(nameof(DeclineReturn));
    internal static readonly ShopifyDocument OrderRefunds = Load(nameof(OrderRefunds));
    internal static readonly ShopifyDocument OrderTags = Load(nameof(OrderTags));
    internal static readonly ShopifyDocument ProcessReturn = Load(nameof(ProcessReturn));
    internal static readonly ShopifyDocument RefundOrder = Load(nameof(RefundOrder));
    internal static readonly ShopifyDocument RequestedReturns = Load(nameof(RequestedReturns));
    internal static readonly ShopifyDocument ReturnFile = Load(nameof(ReturnFile));
    internal static readonly ShopifyDocument ReturnLabels = Load(nameof(ReturnLabels));
    internal static readonly ShopifyDocument ReturnLines = Load(nameof(ReturnLines));
    internal static readonly ShopifyDocument ReturnOutcome = Load(nameof(ReturnOutcome));
    internal static readonly ShopifyDocument ReturnParcels = Load(nameof(ReturnParcels));
    internal static readonly ShopifyDocument ReturnStatus = Load(nameof(ReturnStatus));
    internal static readonly ShopifyDocument SubscribeWebhook = Load(nameof(SubscribeWebhook));
    internal static readonly ShopifyDocument TagOrder = Load(nameof(TagOrder));
    internal static readonly ShopifyDocument WebhookSubscriptions = Load(nameof(WebhookSubscriptions));

    private static ShopifyDocument Load(string name)
    {
        var home = typeof(ShopifyDocument);
        using var file =
            home.Assembly.GetManifestResourceStream($"{home.Namespace}.Documents.{name}.graphql")
            ?? throw new InvalidOperationException($"Documents/{name}.graphql is not part of the build");
        using var reader = new StreamReader(file);
        return new ShopifyDocument(name, reader.ReadToEnd());
    }
}
