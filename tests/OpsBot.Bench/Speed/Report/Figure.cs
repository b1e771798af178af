namespace OpsBot.Bench.Speed.Report;

/// <summary>One figure, as often as it was measured.</summary>
/// <param name="Group">What it belongs to.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">In what.</param>
internal sealed record Figure(string Group, string Name, string Unit)
{
    /// <summary>What was measured, in the order it was measured.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>What we hold ourselves to.</summary>
    public Bar? Bar { get; init; }

    /// <summary>Why it could not be measured.</summary>
    public string? Why { get; init; }

    public double? Median => Values.Count == 0 ? null : Numbers.Median(Values);

    public double? Least => Values.Count == 0 ? null : Values.Min();

    public double? Most => Values.Count == 0 ? null : Values.Max();

    /// <summary>Whether the median holds the bar; nothing where there is no bar or no figure.</summary>
    public bool? IsMet => Bar is { } bar && Median is { } median ? bar.Holds(median) : null;
}

/// <summary>What a figure has to be.</summary>
/// <param name="Than">The line.</param>
/// <param name="IsMost">It may not be more; else it may not be less.</param>
internal sealed record Bar(double Than, bool IsMost)
{
    internal static Bar AtMost(double than) => new(than, IsMost: true);

    internal static Bar Above(double than) => new(than, IsMost: false);

    internal bool Holds(double value) => IsMost ? value <= Than : value > Than;

    public override string ToString() => (IsMost ? "≤ " : "> ") + Numbers.Text(Than);
}
