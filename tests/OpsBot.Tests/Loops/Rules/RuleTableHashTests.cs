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

    [Fact]
    public void The_order_of_rows_that_never_both_match_does_not_matter()
    {
        Hash(Small, Large).ShouldBe(Hash(Large, Small));
        Hash(Disputed, Small, Large).ShouldBe(Hash(Disputed, Large, Small));
    }

    [Fact]
    public void The_order_of_rows_that_can_both_match_matters()
    {
        AllDiffer(Hash(Small, Disputed), Hash(Disputed, Small));
        AllDiffer(Hash(Disputed, Small, Large), Hash(Small, Disputed, Large), Hash(Large, Disputed, Small));
    }

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

    private static void AllDiffer(params string[] hashes) =>
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Length);

    private static string Hash(params RuleRow[] rows) => Parcel.Table([.. rows, Parcel.Otherwise]).Hash;
}
