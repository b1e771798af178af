using OpsBot.Loops.Rules;

namespace OpsBot.Bench.Speed.Engine;

/// <summary>What the bench's loop decides on. It is told by the order's name, so that no call is needed to gather it.</summary>
/// <param name="Order">The order's name: what follows from it is the same each time it is read.</param>
/// <param name="Value">What it is worth, in EUR.</param>
/// <param name="Reason">Why it was reported.</param>
/// <param name="Items">How many things are in it.</param>
/// <param name="Risk">How it looks: <c>low</c>, <c>medium</c> or <c>high</c>.</param>
internal sealed record BenchFacts(string Order, decimal Value, string Reason, int Items, string Risk)
{
    /// <summary>Orders whose name begins with this are asked about, all others clear.</summary>
    internal const char Asked = 'A';

    /// <summary>Orders whose name begins with this clear.</summary>
    internal const char Clears = 'C';

    private static readonly string[] Reasons = ["defective", "wrong_item", "unwanted", "size_too_small"];

    internal static IReadOnlyList<FactField<BenchFacts>> Fields { get; } =
    [
        FactField<BenchFacts>.Number("value", "the refund", "EUR", facts => facts.Value),
        FactField<BenchFacts>.Text("reason", "the reason", null, facts => [facts.Reason]),
        FactField<BenchFacts>.Number("items", "the number of items", null, facts => facts.Items),
        FactField<BenchFacts>.Text("risk", "the fraud risk", ["low", "medium", "high"], facts => [facts.Risk]),
    ];

    internal static BenchFacts Of(string order)
    {
        var sign = order[^1];
        var value = order[0] == Asked ? 240m + (sign % 9) : 20m + (sign % 50);
        return new BenchFacts(order, value, Reasons[sign % Reasons.Length], 1 + (sign % 3), "low");
    }
}
