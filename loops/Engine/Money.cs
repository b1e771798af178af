using System.Globalization;

namespace OpsBot.Loops.Engine;

/// <summary>An exact amount in one currency.</summary>
/// <param name="Amount">In the currency's main unit, never rounded on the way.</param>
/// <param name="Currency">ISO 4217, upper case: <c>EUR</c>.</param>
public readonly record struct Money(decimal Amount, string Currency) : IComparable<Money>
{
    private static readonly HashSet<string> WithoutMinorUnit = ["JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF"];
    private static readonly HashSet<string> WithThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(string currency) => new(0m, currency);

    /// <summary>How many places after the point a currency has (ISO 4217).</summary>
    public static int DecimalsOf(string currency) =>
        WithoutMinorUnit.Contains(currency) ? 0
        : WithThousandths.Contains(currency) ? 3
        : 2;

    /// <summary>The smallest amount there is in a currency.</summary>
    public static Money Smallest(string currency) =>
        new(new decimal(1, 0, 0, isNegative: false, (byte)DecimalsOf(currency)), currency);

    /// <summary>Rounded to what the currency can pay, halves away from zero, and written with all its places.</summary>
    public Money Rounded()
    {
        var places = DecimalsOf(Currency);
        var rounded = Math.Round(Amount, places, MidpointRounding.AwayFromZero);
        return this with { Amount = rounded + new decimal(0, 0, 0, isNegative: false, (byte)places) };
    }

    /// <summary>Sum; both in one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + left.SameAs(right) };

    /// <summary>Difference; both in one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - left.SameAs(right) };

    /// <summary>Less; both in one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>More; both in one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Less or the same; both in one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>More or the same; both in one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Amount.CompareTo(SameAs(other));

    /// <summary>As people read it, the same in every language: <c>1249.00 EUR</c>.</summary>
    public override string ToString() =>
        Amount.ToString(WithoutMinorUnit.Contains(Currency) ? "0.##" : "0.00##", CultureInfo.InvariantCulture)
        + " "
        + Currency;

    private decimal SameAs(Money other) =>
        other.Currency == Currency
            ? other.Amount
            : throw new InvalidOperationException($"{Currency} and {other.Currency} cannot be compared or added");
}
