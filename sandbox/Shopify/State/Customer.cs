namespace OpsBot.Sandbox.Shopify.State;

/// <summary>A made-up customer. E-mail, phone and name may be missing, as they are where an app may not see them.</summary>
internal sealed class Customer(long id) : Node("Customer", id)
{
    internal string? FirstName { get; init; }
    internal string? LastName { get; init; }
    internal string? Email { get; init; }
    internal string? Phone { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal DateTimeOffset UpdatedAt { get; set; }
    internal Address? Address { get; init; }
    internal List<string> Tags { get; } = [];
    internal List<Order> Orders { get; } = [];

    internal string DisplayName =>
        (FirstName, LastName) is (null, null) ? Email ?? "" : $"{FirstName} {LastName}".Trim();

    internal decimal AmountSpent =>
        Orders.Where(order => order.CancelledAt is null).Sum(order => order.NetPayment.Shop);
}

/// <summary>Where a parcel goes.</summary>
internal sealed class Address(long id) : Node("MailingAddress", id)
{
    internal string? Name { get; init; }
    internal string? Street { get; init; }
    internal string? City { get; init; }
    internal string? Zip { get; init; }
    internal required string Country { get; init; }
    internal required string CountryName { get; init; }
    internal string? Phone { get; init; }
    internal string? Verdict { get; init; }
}
