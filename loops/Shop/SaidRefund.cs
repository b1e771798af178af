using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>A refund that a text for people speaks of, so that the text stays true where the refund is made smaller.</summary>
/// <param name="Shop">The sum in the shop's currency.</param>
/// <param name="Paid">The sum in the currency the customer paid, as it stands in the text.</param>
/// <param name="At">The character of the text where it begins.</param>
public sealed record SaidRefund(Money Shop, Money Paid, int At)
{
    internal (string Text, SaidRefund Said) Lowered(string text, Money amount)
    {
        var (shop, paid) = Lowering.To(amount, Shop, Paid);
        var after = At + Paid.ToString().Length;
        return (text[..At] + paid + text[after..], new SaidRefund(shop, paid, At));
    }
}
