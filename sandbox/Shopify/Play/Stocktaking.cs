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

    internal void Fill()
    {
        shop.Locations.Add(shop.Add(new Location(shop.NextId()) { Name = "Warehouse Hamburg" }));
        foreach (var (handle, name) in Library)
            shop.Reasons.Add(shop.Add(new ReturnReason(shop.NextId()) { Handle = handle, Name = name }));
        for (var made = 0; made < 40; made++)
            Shelve();
        for (var made = 0; made < shop.Options.Customers; made++)
            shop.Customers.Add(Person());
    }

    private void Shelve()
    {
        var product = shop.Add(
            new Product(shop.NextId())
            {
                Title = dice.Commerce.ProductName(),
                Kind = dice.PickRandom("Jackets", "Boots", "Tents", "Lamps", "Knives"),
                Vendor = dice.PickRandom("Nordlicht", "Fjell & Co", "Kompass"),
            }
        );
        if (dice.Random.Bool(0.15f))
            product.Tags.Add("final-sale");
        var price = dice.PickRandom(5.00m, 9.90m, 19.99m, 34.50m, 49.95m, 79.00m, 129.00m, 249.00m, 399.00m, 600.00m);
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
