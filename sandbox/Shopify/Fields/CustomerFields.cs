using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>How a customer is read.</summary>
internal static class CustomerFields
{
    internal static void Add(Resolvers on, Shop shop)
    {
        Person(on.On<Customer>("Customer"), shop);
        on.On<Email>("CustomerEmailAddress")
            .Is("emailAddress", email => email.Address)
            .Is("marketingState", _ => "NOT_SUBSCRIBED")
            .Is("validFormat", email => email.Address.Contains('@', StringComparison.Ordinal));
        on.On<Phone>("CustomerPhoneNumber")
            .Is("phoneNumber", phone => phone.Number)
            .Is("marketingState", _ => "NOT_SUBSCRIBED");
        Place(on.On<Address>("MailingAddress"));
    }

    private static void Person(Fields<Customer> person, Shop shop) =>
        person
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("displayName", each => each.DisplayName)
            .Is("firstName", each => each.FirstName)
            .Is("lastName", each => each.LastName)
            .Is("email", each => each.Email)
            .Is("phone", each => each.Phone)
            .Is("defaultEmailAddress", each => each.Email is { } email ? new Email(email) : null)
            .Is("defaultPhoneNumber", each => each.Phone is { } phone ? new Phone(phone) : null)
            .Is("defaultAddress", each => each.Address)
            .Is("numberOfOrders", each => each.Orders.Count)
            .Is("amountSpent", each => new Sum(each.AmountSpent, shop.Options.Currency))
            .Is("lastOrder", each => each.Orders.MaxBy(order => order.CreatedAt))
            .With(
                "orders",
                (each, context) => Lists.Orders(context, Args.Of(context), Lists.Visible(context, shop, each.Orders))
            )
            .Is("createdAt", each => each.CreatedAt)
            .Is("updatedAt", each => each.UpdatedAt)
            .Is("locale", _ => "de")
            .Is("note", _ => null)
            .Is("state", _ => "ENABLED")
            .Is("tags", each => each.Tags)
            .Is("verifiedEmail", each => each.Email is not null);

    private static void Place(Fields<Address> place) =>
        place
            .Is("id", each => each.Gid)
            .Is("name", each => each.Name)
            .Is("firstName", each => each.Name?.Split(' ')[0])
            .Is("lastName", each => each.Name?.Split(' ')[^1])
            .Is("company", _ => null)
            .Is("address1", each => each.Street)
            .Is("address2", _ => null)
            .Is("city", each => each.City)
            .Is("zip", each => each.Zip)
            .Is("province", _ => null)
            .Is("provinceCode", _ => null)
            .Is("country", each => each.CountryName)
            .Is("countryCodeV2", each => each.Country)
            .Is("phone", each => each.Phone)
            .Is("formatted", (each, args) => Formatted(each, args))
            .Is("formattedArea", each => $"{each.City}, {each.CountryName}")
            .Is("validationResultSummary", each => each.Verdict);

    private static IEnumerable<string> Formatted(Address place, Args args) =>
        new[]
        {
            args.Flag("withName") ? place.Name : null,
            place.Street,
            $"{place.Zip} {place.City}",
            place.CountryName,
        }
            .OfType<string>()
            .Where(line => line.Trim().Length > 0);
}

internal sealed record Email(string Address);

internal sealed record Phone(string Number);
