using System.Globalization;
using System.Text.Json.Serialization;

namespace OpsBot.Loops.Engine;

/// <summary>The sums a person may choose from.</summary>
/// <param name="Least">More than nothing.</param>
/// <param name="Most">What was asked about.</param>
/// <param name="Currency">ISO 4217; it also says how many places after the point there may be.</param>
public sealed record AmountRange(decimal Least, decimal Most, string Currency)
{
    private const int MostTyped = 20;

    /// <summary>Places after the point.</summary>
    [JsonIgnore]
    public int Decimals => Money.DecimalsOf(Currency);

    /// <summary>Why this sum may not be chosen, in words a form can show under its field; nothing where it may.</summary>
    public string? Refusal(decimal amount)
    {
        if (amount > Most)
            return $"At most {new Money(Most, Currency)}, as was asked.";
        if (amount < Least)
            return $"At least {new Money(Least, Currency)}. To give nothing, decline instead.";
        if (amount == Math.Round(amount, Decimals))
            return null;
        return Decimals == 0
            ? $"{Currency} has no places after the point."
            : $"{Currency} has {Decimals} places after the point.";
    }

    /// <summary>
    /// Reads a sum as people type it: <c>80</c>, <c>80.00</c>, <c>80,00</c>, <c>80 EUR</c>. Nothing where it is none; groups of
    /// thousands are not taken, since they read as decimals elsewhere.
    /// </summary>
    public decimal? Read(string typed)
    {
        var text = typed.Trim();
        if (text.EndsWith(Currency, StringComparison.OrdinalIgnoreCase))
            text = text[..^Currency.Length].TrimEnd();
        return
            text.Length is > 0 and <= MostTyped
            && !MayBeGrouped(text)
            && decimal.TryParse(
                text.Replace(',', '.'),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
            ? amount
            : null;
    }

    /// <summary>
    /// <c>1,200</c> is more than a thousand to some and little more than one to others. Where a currency has thousandths only a
    /// point is sure to begin them.
    /// </summary>
    private bool MayBeGrouped(string text)
    {
        const int groupOf = 3;
        var at = text.LastIndexOfAny(['.', ',']);
        if (at < 0)
            return false;
        var places = text.Length - at - 1;
        return places > Decimals || (places == groupOf && text[at] == ',');
    }
}
