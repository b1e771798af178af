using Bogus;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>The shop before its first order: where it stands, what it sells, who knows it, why goods come back.</summary>
internal sealed class Stocktaking(Shop shop, Faker dice)
{
    private static readonly (string Handle, string Name)[] Library =
    [
        ("size-too-small", "Too small"),
        ("size-too-large", "Too large"),
        ("defective", "Defective"),
        ("not-as-described", "Not as described"),
        ("wrong-item", "Wrong item"),
        ("unwanted", "Changed my mind"),
        ("color", "Colour"),
        ("style", "Style"),
        ("other", "Other"),
    ];

    private static readonly (string Code, string Name)[] Countries =
    [
        ("DE", "Germany"),
        ("AT", "Austria"),
        ("FR", "France"),
        ("NL", "Netherlands"),
        ("US", "United States"),
        ("CH", "Switzerland"),
    ];

    private static readonly (string Title, decimal Price)[] Goods =
    [
        ("Merino socks", 14.50m),
        ("Wool hat", 24.90m),
        ("Wool scarf", 34.50m),
        ("Fleece jumper", 79.00m),
        ("Base layer top", 49.95m),
        ("Hiking trousers", 64.00m),
        ("Trail jacket", 129.00m),
        ("Rain jacket", 249.00m),
        ("Leather boots", 249.00m),
        ("Camp shoes", 49.95m),
        ("Gloves", 24.90m),
        ("Gaiters", 34.50m),
        ("Travel towel", 19.99m),
        ("Day pack", 64.00m),
        ("Dry bag", 14.50m),
        ("Trekking poles", 79.00m),
        ("Steel bottle", 19.99m),
        ("Enamel mug", 9.90m),
        ("Cook set", 49.95m),
        ("Folding knife", 49.95m),
        ("Compass", 24.90m),
        ("First-aid kit", 19.99m),
        ("Head lamp", 34.50m),
        ("Camping lantern", 19.99m),
        ("Sleeping mat", 64.00m),
        ("Down sleeping bag", 249.00m),
        ("Two-person tent", 399.00m),
        ("Expedition tent", 600.00m),
        ("Bug net", 9.90m),
        ("Repair tape", 5.00m),
    ];

    private static readonly string[] FinalSale = ["Folding knife", "Expedition tent"];

    internal void Fill()
    {
        shop.Locations.Add(shop.Add(new Location(shop.NextId()) { Name = "Warehouse Hamburg" }));
        foreach (var (handle, name) in Library)
            shop.Reasons.Add(shop.Add(new ReturnReason(shop.NextId()) { Handle = handle, Name = name }));
        foreach (var (title, price) in Goods)
            Shelve(title, price);
        for (var made = 0; made < shop.Options.Customers; made++)
            shop.Customers.Add(Person());
    }

    private void Shelve(string title, decimal price)
    {
        var product = shop.Add(
            new Product(shop.NextId())
            {
                Title = title,
                Kind = "Outdoor",
                Vendor = dice.PickRandom("Nordlicht", "Fjell & Co", "Kompass"),
            }
        );
        if (FinalSale.Contains(title))
            product.Tags.Add("final-sale");
        foreach (var size in new[] { "S", "M", "L" })
            shop.Variants.Add(
                shop.Add(
                    new Variant(shop.NextId())
                    {
                        Product = product,
                        Title = size,
                        Sku = $"NL-{dice.Random.Number(1000, 9999)}-{size}",
                        Price = price,
                    }
                )
            );
    }

    private Customer Person()
    {
        var known = dice.Random.Bool(0.9f);
        var first = dice.Name.FirstName();
        var last = dice.Name.LastName();
        var (code, country) = dice.PickRandom(Countries);
        return shop.Add(
            new Customer(shop.NextId())
            {
                FirstName = known ? first : null,
                LastName = known ? last : null,
                Email = dice.Random.Bool(0.92f) ? Mail(first, last) : null,
                Phone = dice.Random.Bool(0.5f) ? $"+49151{dice.Random.Number(1000000, 9999999)}" : null,
                CreatedAt = shop.Now.AddDays(-dice.Random.Int(1, 900)),
                UpdatedAt = shop.Now.AddDays(-1),
                Address = new Address(shop.NextId())
                {
                    Name = $"{first} {last}",
                    Street = dice.Address.StreetAddress(),
                    City = dice.Address.City(),
                    Zip = dice.Address.ZipCode(),
                    Country = code,
                    CountryName = country,
                    Verdict = dice.PickRandom("NO_ISSUES", "NO_ISSUES", "NO_ISSUES", "WARNING", "ERROR", null),
                },
            }
        );
    }

    private string Mail(string first, string last) =>
        new(
            $"{first}.{last}.{dice.Random.Number(10, 99)}@example.com"
                .ToLowerInvariant()
                .Select(letter => char.IsAscii(letter) && letter != ' ' ? letter : 'x')
                .ToArray()
        );
}
