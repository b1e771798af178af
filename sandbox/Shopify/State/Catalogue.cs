namespace OpsBot.Sandbox.Shopify.State;

/// <summary>Something the shop sells.</summary>
internal sealed class Product(long id) : Node("Product", id)
{
    internal required string Title { get; init; }
    internal required string Kind { get; init; }
    internal required string Vendor { get; init; }
    internal List<string> Tags { get; } = [];
}

/// <summary>One size or colour of a product, with its own SKU and price.</summary>
internal sealed class Variant(long id) : Node("ProductVariant", id)
{
    internal required Product Product { get; init; }
    internal required string Title { get; init; }
    internal required string Sku { get; init; }
    internal required decimal Price { get; init; }
}

/// <summary>Where stock lies.</summary>
internal sealed class Location(long id) : Node("Location", id)
{
    internal required string Name { get; init; }
}
