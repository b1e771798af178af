using System.Globalization;

namespace OpsBot.Bench.Speed.Report;

/// <summary>The arithmetic of figures.</summary>
internal static class Numbers
{
    /// <summary>The middle one; of an even count the mean of the two in the middle.</summary>
    /// <param name="values">At least one.</param>
    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The least value that so many of a hundred do not pass (nearest rank): never one that was not measured.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="percent">Above 0, at most 100.</param>
    internal static double Percentile(IReadOnlyList<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }

    /// <summary>Three digits that count, no more: 0.0123, 1.23, 12.3, 1,234.</summary>
    internal static string Text(double value)
    {
        var form = Math.Abs(value) switch
        {
            >= 100 => "#,0",
            >= 10 => "0.0",
            >= 1 or 0 => "0.00",
            _ => "0.000",
        };
        return value.ToString(form, CultureInfo.InvariantCulture);
    }
}
