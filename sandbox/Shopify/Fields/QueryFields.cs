using GraphQL;
using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>The ways into the graph. An unknown id is null, an id of another kind an error.</summary>
internal static class QueryFields
{
    internal static void Add(Resolvers on, Shop shop)
    {
        var query = on.On<object?>("QueryRoot");
        Single(query, shop);
        Many(query, shop);
        About(on, query, shop);
        Subscriptions(on, shop);
    }

    private static void Single(Fields<object?> query, Shop shop) =>
        query
            .Is("customer", (_, args) => shop.FindOf<Customer>(args.Id("id"), "Customer"))
            .Is(
                "location",
                (_, args) => args.Text("id") is { } id ? shop.FindOf<Location>(id, "Location") : shop.Locations[0]
            )
            .With("order", (_, context) => Order(context, shop))
            .Is("refund", (_, args) => shop.FindOf<Refund>(args.Id("id"), "Refund"))
            .Is(
                "return",
                (_, args) => shop.FindOf<Return>(args.Id("id"), "Return") ?? SampleReturn.Find(shop, args.Id("id"))
            )
            .Is("reverseDelivery", (_, args) => shop.FindOf<ReverseDelivery>(args.Id("id"), "ReverseDelivery"))
            .Is(
                "reverseFulfillmentOrder",
                (_, args) => shop.FindOf<ReverseOrder>(args.Id("id"), "ReverseFulfillmentOrder")
            )
            .Is("webhookSubscription", (_, args) => shop.FindOf<Subscription>(args.Id("id"), "WebhookSubscription"))
            .With("node", (_, context) => Node(context, shop, Args.Of(context).Id("id")))
            .With(
                "nodes",
                (_, context) => Args.Of(context).Texts("ids")!.Select(id => Node(context, shop, id)).ToList()
            );

    private static void Many(Fields<object?> query, Shop shop) =>
        query
            .With(
                "orders",
                (_, context) => Lists.Orders(context, Args.Of(context), Lists.Visible(context, shop, shop.Orders))
            )
            .With("ordersCount", (_, context) => Count(context, shop))
            .Is("customers", (_, args) => Page.Of(args, shop.Customers))
            .Is("returnReasonDefinitions", (_, args) => Page.Of(args, Reasons(shop, args)))
            .Is("webhookSubscriptions", (_, args) => Page.Of(args, Wanted(shop, args)));

    private static void About(Resolvers on, Fields<object?> query, Shop shop)
    {
        query
            .Is("shop", _ => shop)
            .With("currentAppInstallation", (_, context) => new Installation(Session.Of(context)))
            .Is("publicApiVersions", _ => new[] { new Version(shop.Options.ApiVersion) });
        on.On<Shop>("Shop")
            .Is("id", _ => "gid://shopify/Shop/1")
            .Is("name", each => each.Options.ShopName)
            .Is("myshopifyDomain", each => each.Options.Domain)
            .Is("ianaTimezone", each => each.Options.TimeZone)
            .Is("currencyCode", each => each.Options.Currency)
            .Is("email", each => "hello@" + each.Options.Domain);
        on.On<Installation>("AppInstallation")
            .Is("id", _ => "gid://shopify/AppInstallation/1")
            .Is(
                "accessScopes",
                each => each.Session.Token.Scopes.Order(StringComparer.Ordinal).Select(scope => new Scope(scope))
            );
        on.On<Scope>("AccessScope")
            .Is("handle", each => each.Handle)
            .Is("description", each => each.Handle.Replace('_', ' '));
        on.On<Version>("ApiVersion")
            .Is("displayName", each => each.Handle)
            .Is("handle", each => each.Handle)
            .Is("supported", _ => true);
        on.On<Counted>("Count").Is("count", each => each.Number).Is("precision", _ => "EXACT");
    }

    private static void Subscriptions(Resolvers on, Shop shop)
    {
        on.On<Subscription>("WebhookSubscription")
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("topic", each => each.Topic)
            .Is("uri", each => each.Uri)
            .Is("callbackUrl", each => each.Uri)
            .Is("endpoint", each => new Endpoint(each.Uri))
            .Is("format", each => each.Format)
            .Is("filter", each => each.Filter)
            .Is("name", each => each.Name)
            .Is("includeFields", each => each.IncludeFields)
            .Is("metafieldNamespaces", each => each.MetafieldNamespaces)
            .Is("apiVersion", _ => new Version(shop.Options.ApiVersion))
            .Is("createdAt", each => each.CreatedAt)
            .Is("updatedAt", each => each.CreatedAt);
        on.On<Endpoint>("WebhookHttpEndpoint").Is("callbackUrl", each => each.Url);
    }

    private static Order? Order(IResolveFieldContext context, Shop shop) =>
        shop.FindOf<Order>(Args.Of(context).Id("id"), "Order") is { } order && Lists.MaySee(context, shop, order)
            ? order
            : null;

    /// <summary>What is reached by its bare id asks for the same scope as by its own door.</summary>
    private static Node? Node(IResolveFieldContext context, Shop shop, string id)
    {
        var node = shop.Find<Node>(id);
        var access = node is null ? null : Access.Of("QueryRoot", "node", id.Split('/')[3]);
        return access is null || Session.Of(context).May(access.AnyOf) ? node : null;
    }

    private static Counted Count(IResolveFieldContext context, Shop shop)
    {
        var search = Search.Order(Args.Of(context).Text("query"), _ => { });
        return new Counted(Lists.Visible(context, shop, shop.Orders).Count(search));
    }

    private static IEnumerable<ReturnReason> Reasons(Shop shop, Args args) =>
        shop.Reasons.Where(reason =>
            (args.Texts("handles")?.Contains(reason.Handle, StringComparer.Ordinal) ?? true)
            && (args.Texts("ids")?.Contains(reason.Gid, StringComparer.Ordinal) ?? true)
        );

    private static IEnumerable<Subscription> Wanted(Shop shop, Args args) =>
        shop.Subscriptions.Where(each =>
            (args.Texts("topics")?.Contains(each.Topic, StringComparer.Ordinal) ?? true)
            && (args.Text("uri") ?? args.Text("callbackUrl") ?? each.Uri) == each.Uri
        );
}

internal sealed record Installation(Session Session);

internal sealed record Scope(string Handle);

internal sealed record Version(string Handle);

internal sealed record Counted(int Number);

internal sealed record Endpoint(string Url);
