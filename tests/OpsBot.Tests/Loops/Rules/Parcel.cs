using OpsBot.Loops.Rules;

namespace OpsBot.Tests.Loops.Rules;

/// <summary>Facts for these tests, and tables over them.</summary>
internal sealed record Parcel
{
    internal decimal? Value { get; init; }

    internal decimal? Days { get; init; }

    internal IReadOnlyCollection<string>? Reasons { get; init; }

    internal IReadOnlyCollection<string>? Tags { get; init; }

    internal bool? Disputed { get; init; }

    internal bool? Paid { get; init; }

    internal static IReadOnlyList<string> Outcomes { get; } = ["clear", "ask", "wait", "drop"];

    internal static IReadOnlyList<FactField<Parcel>> Fields { get; } = FieldsIn("EUR");

    internal static IReadOnlyList<FactField<Parcel>> FieldsIn(string currency) =>
        [
            FactField<Parcel>.Number("value", "the refund", currency, parcel => parcel.Value),
            FactField<Parcel>.Number("daysSinceDelivery", "the time since delivery", "days", parcel => parcel.Days),
            FactField<Parcel>.Text(
                "reason",
                "the reason",
                ["defective", "wrong_item", "not_as_described", "style", "size-too-small"],
                parcel => parcel.Reasons
            ),
            FactField<Parcel>.Text("tag", "the order's tag", null, parcel => parcel.Tags),
            FactField<Parcel>.Flag(
                "disputed",
                "the bank has an open dispute",
                parcel => parcel.Disputed,
                otherwise: "the bank has no open dispute"
            ),
            FactField<Parcel>.Flag("paid", "the order is paid", parcel => parcel.Paid),
        ];

    internal static RuleRow Row(string name, string outcome, params (string Fact, string Condition)[] when) =>
        new(
            name,
            when.ToDictionary(one => one.Fact, one => one.Condition, StringComparer.Ordinal),
            outcome,
            "It is so."
        );

    internal static RuleRow Otherwise { get; } = Row("otherwise", "ask");

    internal static RuleTable<Parcel> Table(params RuleRow[] rows) =>
        RuleTable<Parcel>.Parse("Loops:Returns:Rules", rows, Fields, Outcomes);

    /// <summary>A table with this one condition, and the row for every other case.</summary>
    internal static RuleTable<Parcel> Only(string fact, string condition) =>
        Table(Row("first", "clear", (fact, condition)), Otherwise);

    internal static IReadOnlyList<string> Problems(params RuleRow[] rows) =>
        Should.Throw<RuleTableException>(() => Table(rows)).Problems;
}
