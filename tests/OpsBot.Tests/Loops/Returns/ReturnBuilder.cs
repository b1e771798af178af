using OpsBot.Loops.Engine;
using OpsBot.Loops.Returns;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Loops.Returns;

/// <summary>Makes the facts of one return: by default 34 EUR, defective, delivered ten days ago, an ordinary customer.</summary>
internal sealed record ReturnBuilder
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    internal decimal Value { get; init; } = 34m;
    internal string Reason { get; init; } = "defective";
    internal int? DaysAgo { get; init; } = 10;
    internal ReturnStatus Status { get; init; } = ReturnStatus.Requested;
    internal Settlement? Settlement { get; init; }
    internal IReadOnlyList<string> Tags { get; init; } = [];
    internal bool Dispute { get; init; }
    internal RiskLevel Risk { get; init; } = RiskLevel.Low;
    internal bool Guest { get; init; }
    internal string? Email { get; init; } = "customer@shop.example";
    internal bool Verified { get; init; } = true;
    internal bool Exchange { get; init; }
    internal bool Cancelled { get; init; }
    internal decimal OrderTotal { get; init; } = 500m;
    internal decimal RefundedBefore { get; init; }
    internal int OrdersRead { get; init; } = 6;
    internal int OrdersWithReturns { get; init; } = 1;
    internal Tally CustomerToday { get; init; }
    internal Tally ShopToday { get; init; }
    internal Consent? Consent { get; init; }
    internal bool PeopleAnswered { get; init; }
    internal bool TakesParcels { get; init; } = true;
    internal Parcel? Parcel { get; init; }
    internal string? Note { get; init; }
    internal string Title { get; init; } = "Wool scarf";
    internal string? ParcelMark { get; init; }
    internal bool Counted { get; init; }
    internal decimal RefundedForIt { get; init; }
    internal string Currency { get; init; } = "EUR";

    internal Facts Build() => new(new ReturnFile(Request(), Order(), Customer()), Parcel, Around());

    private ReturnRequest Request() =>
        new(
            "gid://shopify/Return/1",
            "#1042-R1",
            Status,
            [
                new ReturnLine("gid://shopify/ReturnLineItem/1", Title, 1, Reason)
                {
                    Sku = "SCARF-1",
                    Note = Note,
                    Refundable = 1,
                    Processable = Counted ? 0 : 1,
                    IsVerified = Verified,
                },
            ],
            Settlement ?? new Settlement.Refund(new Money(Value, Currency), new Money(Value, Currency))
        )
        {
            HasExchange = Exchange,
            RefundedSoFar = RefundedForIt,
            Refunds = RefundedForIt > 0 ? ["gid://shopify/Refund/1"] : [],
        };

    private ReturnedOrder Order() =>
        new("gid://shopify/Order/1", "#1042", Now.AddDays(-20), new Money(OrderTotal, "EUR"))
        {
            CancelledAt = Cancelled ? Now.AddDays(-1) : null,
            Tags = Tags,
            Refunded = new Money(RefundedBefore, "EUR"),
            WindowStart = DaysAgo is { } days ? new WindowStart(Now.AddDays(-days), WindowSource.Delivered) : null,
            HasOpenDispute = Dispute,
            Risk = Risk,
        };

    private Customer? Customer() =>
        Guest
            ? null
            : new Customer("gid://shopify/Customer/1")
            {
                Name = "Sample Customer",
                Email = Email,
                Orders = OrdersRead,
                Spent = new Money(310m, "EUR"),
                OrdersRead = OrdersRead,
                OrdersWithReturns = OrdersWithReturns,
            };

    private Around Around() =>
        new(Now, new DateOnly(2026, 11, 2), CustomerToday, ShopToday, [], Consent, PeopleAnswered, TakesParcels)
        {
            ParcelMark = ParcelMark,
        };
}
