using System.Globalization;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Rules;

namespace OpsBot.Loops.Returns;

/// <summary>A shop's rules for returns: limits and the decision table, checked.</summary>
/// <param name="Limits">What holds whatever the table says.</param>
/// <param name="Table">The decision table.</param>
/// <param name="Shop">Who signs messages.</param>
public sealed record Policy(Limits Limits, RuleTable<Facts> Table, string Shop)
{
    /// <summary>The table clears the return.</summary>
    public const string Clear = "clear";

    /// <summary>The table leaves it to people.</summary>
    public const string Ask = "ask";

    /// <summary>The table refuses it.</summary>
    public const string Deny = "deny";

    /// <summary>The scope of caps over all customers.</summary>
    public const string ShopScope = "shop";

    /// <summary>The loop's name.</summary>
    public static LoopName LoopName { get; } = new("returns");

    /// <summary>The shop's currency, ISO 4217: what limits and the table speak of.</summary>
    public required string Currency { get; init; }

    /// <summary>Where its cards go.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Roles that decide its cards.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>The person it belongs to, as <c>chat:user</c>.</summary>
    public string? Owner { get; init; }

    /// <summary>What stops the loop until a person looks.</summary>
    public TripLimits Trips { get; init; } = TripLimits.None;

    /// <summary>How many runs that waited for the end of a pause go on in a second.</summary>
    public int ResumePerSecond { get; init; } = 10;

    /// <summary>A shop's settings, checked.</summary>
    /// <exception cref="RuleTableException">The table does not hold; all that is wrong with it.</exception>
    public static Policy From(Settings settings, string shop, string currency)
    {
        var rows = settings.Rules.Select(rule => new RuleRow(rule.Name, rule.When, rule.Outcome, rule.Because));
        var table = RuleTable<Facts>.Parse(
            $"{Settings.Section}:Rules",
            [.. rows],
            Fields.All(currency),
            [Clear, Ask, Deny]
        );
        return new Policy(settings.Limits, table, shop)
        {
            Currency = currency,
            Channels = settings.Channels,
            Approvers = settings.Approvers,
            Owner = settings.Owner,
            Trips = settings.Trips.ToLimits(),
            ResumePerSecond = settings.ResumePerSecond,
        };
    }

    /// <summary>The scope of caps for one customer.</summary>
    public static string CustomerScope(string customer) => "customer:" + customer;

    /// <summary>Everything that decides, in the order it decides, in plain English.</summary>
    public IReadOnlyList<string> Explain() =>
        [
            "Before the table: an order that was cancelled, lines the shop cannot match, exchanges, money the customer owes, "
                + "and returns without a refund are always asked.",
            .. Table.Explain(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Whatever the table clears: at most {Limits.CustomerRefundsPerDay} refunds and {Limits.CustomerRefundedPerDay} per customer and day, {Limits.ShopRefundsPerDay} refunds and {Limits.ShopRefundedPerDay} for everybody; above, people are asked."
            ),
            Limits.RefundOnApprovalUpTo > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Refunds up to {Limits.RefundOnApprovalUpTo} are given at approval, larger ones when the goods are back."
                )
                : "Refunds are given when the goods are back.",
        ];
}
