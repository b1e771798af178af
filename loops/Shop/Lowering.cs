using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>A refund in both its currencies, made smaller.</summary>
public static class Lowering
{
    /// <summary>Both sums in the proportion they had, each rounded to what its currency can pay; never more than they were.</summary>
    /// <param name="amount">What is to be given, in the shop's currency.</param>
    /// <param name="shop">What was to be given, in the shop's currency.</param>
    /// <param name="paid">The same in the currency the customer paid.</param>
    public static (Money Shop, Money Paid) To(Money amount, Money shop, Money paid)
    {
        if (amount >= shop)
            return (shop, paid);
        var less = new Money(paid.Amount * amount.Amount / shop.Amount, paid.Currency).Rounded();
        var rounded = amount.Rounded();
        return (rounded < shop ? rounded : shop, less < paid ? less : paid);
    }

    /// <summary>What may be given of a refund: from the smallest sum that is something in both currencies up to all of it.</summary>
    public static AmountRange Range(Money shop, Money paid)
    {
        var least = Money.Smallest(shop.Currency);
        if (To(least, shop, paid).Paid.Amount == 0)
        {
            var half = Money.Smallest(paid.Currency).Amount / 2 * shop.Amount / paid.Amount;
            least = least with { Amount = Math.Ceiling(half / least.Amount) * least.Amount };
        }

        return new AmountRange(least < shop ? least.Amount : shop.Amount, shop.Amount, shop.Currency);
    }
}
