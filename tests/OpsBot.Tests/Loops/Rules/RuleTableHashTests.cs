using OpsBot.Loops.Rules;

namespace OpsBot.Tests.Loops.Rules;

public sealed class RuleTableHashTests
{
    private static readonly RuleRow Small = Parcel.Row(
        "small",
        "clear",
        ("value", "<= 75"),
        ("reason", "defective | style")
    );
    private static readonly RuleRow Large = Parcel.Row("large", "ask", ("value", "> 500"));
    private static readonly RuleRow Disputed = Parcel.Row("disputed", "drop", ("disputed", "yes"));

    private static readonly RuleRow Old = Parcel.Row("old", "drop", ("daysSinceDelivery", "> 60"));

    [Fact]
    public void The_hash_is_the_same_in_every_process_and_version() =>
        Hash(Disputed, Small, Large).ShouldBe("650614d0ead151ec98fed407f4db476be835a7b123cbcd1c95e705ab74de59be");

    [Theory]
    [InlineData("value", "<=75", "<= 75")]
    [InlineData("value", " <= 75.00 ", "<= 75")]
    [InlineData("value", "= 3", "3..3")]
    [InlineData("value", ">= -0", ">= 0.0")]
    [InlineData("value", "10 .. 20", "10..20")]
    [InlineData("value", "Unknown", "unknown")]
    [InlineData("VALUE", "known", "known")]
    [InlineData("reason", "style|DEFECTIVE | style", "defective | style")]
    [InlineData("reason", "NOT Wrong Item", "not wrong_item")]
    [InlineData("reason", "any  wrong--item", "any wrong_item")]
    [InlineData("disputed", "True", "yes")]
    [InlineData("disputed", "false", "no")]
    public void The_way_a_condition_is_typed_does_not_matter(string fact, string typed, string plain) =>
        Hash(Parcel.Row("first", "clear", (fact, typed)))
            .ShouldBe(Hash(Parcel.Row("first", "clear", (fact.ToLowerInvariant(), plain))));

    [Theory]
    [InlineData("value", "<= 75", "value", "< 75")]
    [InlineData("value", "<= 75", "value", ">= 75")]
    [InlineData("value", "<= 75", "value", "= 75")]
    [InlineData("value", "<= 75", "value", "<= 75.1")]
    [InlineData("value", "<= 75", "daysSinceDelivery", "<= 75")]
    [InlineData("reason", "style", "reason", "not style")]
    [InlineData("reason", "style", "reason", "any style")]
    [InlineData("reason", "style", "tag", "style")]
    [InlineData("disputed", "yes", "disputed", "no")]
    [InlineData("disputed", "known", "disputed", "unknown")]
    public void What_a_condition_means_matters(
        string fact,
        string condition,
        string otherFact,
        string otherCondition
    ) =>
        AllDiffer(
            Hash(Parcel.Row("first", "clear", (fact, condition))),
            Hash(Parcel.Row("first", "clear", (otherFact, otherCondition)))
        );

    [Fact]
    public void The_order_of_conditions_does_not_matter() =>
        Hash(Parcel.Row("first", "clear", ("value", "<= 75"), ("disputed", "no")))
            .ShouldBe(Hash(Parcel.Row("first", "clear", ("disputed", "no"), ("value", "<= 75"))));

    [Theory]
    [InlineData("value", "<= 75", "> 75")]
    [InlineData("value", "< 75", ">= 75")]
    [InlineData("value", "10..20", "= 21")]
    [InlineData("value", "unknown", "known")]
    [InlineData("value", "unknown", "<= 75")]
    [InlineData("reason", "style", "defective")]
    [InlineData("reason", "style", "any defective")]
    [InlineData("reason", "style", "not style | defective")]
    [InlineData("reason", "any style", "not style | defective")]
    [InlineData("reason", "unknown", "not style")]
    [InlineData("disputed", "yes", "no")]
    [InlineData("disputed", "yes", "unknown")]
    public void The_order_of_rows_that_never_both_match_does_not_matter(string fact, string one, string other)
    {
        var (first, second) = Side(fact, one, other);

        Hash(first, second).ShouldBe(Hash(second, first));
        Hash(Old, first, second).ShouldBe(Hash(Old, second, first));
    }

    [Theory]
    [InlineData("value", "<= 75", ">= 75")]
    [InlineData("value", "> 2", "< 5")]
    [InlineData("value", "10..20", "20..30")]
    [InlineData("value", "known", "<= 75")]
    [InlineData("reason", "style | defective", "style | wrong_item")]
    [InlineData("reason", "any style", "any defective")]
    [InlineData("reason", "style", "any style | defective")]
    [InlineData("reason", "style | defective", "not style")]
    [InlineData("reason", "any style | defective", "not style")]
    [InlineData("reason", "not style", "not defective")]
    [InlineData("reason", "not style", "known")]
    [InlineData("disputed", "yes", "known")]
    public void The_order_of_rows_that_can_both_match_matters(string fact, string one, string other)
    {
        var (first, second) = Side(fact, one, other);

        AllDiffer(Hash(first, second), Hash(second, first));
    }

    [Fact]
    public void A_row_moves_past_no_other_that_can_match_with_it() =>
        AllDiffer(Hash(Disputed, Small, Large), Hash(Small, Disputed, Large), Hash(Large, Disputed, Small));

    [Fact]
    public void Name_outcome_because_and_currency_matter() =>
        AllDiffer(
            Hash(Small),
            Hash(Small with { Name = "smaller" }),
            Hash(Small with { Outcome = "ask" }),
            Hash(Small with { Because = "Another reason." }),
            RuleTable<Parcel>
                .Parse("Loops:Returns:Rules", [Small, Parcel.Otherwise], Parcel.FieldsIn("USD"), Parcel.Outcomes)
                .Hash
        );

    /// <summary>Two rows of which neither forestalls the other, so that either may come first.</summary>
    private static (RuleRow First, RuleRow Second) Side(string fact, string one, string other) =>
        (
            Parcel.Row("first", "clear", (fact, one), ("paid", "yes")),
            Parcel.Row("second", "wait", (fact, other), ("tag", "vip"))
        );

    private static void AllDiffer(params string[] hashes) =>
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Length);

    private static string Hash(params RuleRow[] rows) => Parcel.Table([.. rows, Parcel.Otherwise]).Hash;
}
