namespace OpsBot.Tests.Loops.Rules;

public sealed class ReachableTests
{
    [Theory]
    [InlineData("value", "<= 75", "<= 75")]
    [InlineData("value", "<= 75", "< 75")]
    [InlineData("value", "<= 75", "= 75")]
    [InlineData("value", "<= 75", "10..75")]
    [InlineData("value", "< 75", "<= 74.99")]
    [InlineData("value", ">= 75", "> 75")]
    [InlineData("value", "> 75", ">= 75.01")]
    [InlineData("value", "10..20", "11..20")]
    [InlineData("value", "known", "> 75")]
    [InlineData("value", "known", "known")]
    [InlineData("value", "unknown", "unknown")]
    [InlineData("reason", "defective | style", "style")]
    [InlineData("reason", "any style", "Style")]
    [InlineData("reason", "any style | defective", "any style")]
    [InlineData("reason", "not style", "defective")]
    [InlineData("reason", "not style", "not style | defective")]
    [InlineData("reason", "known", "not style")]
    [InlineData("reason", "known", "any style")]
    [InlineData("disputed", "yes", "true")]
    [InlineData("disputed", "known", "no")]
    public void A_row_that_an_earlier_one_always_forestalls_is_refused(string fact, string earlier, string later)
    {
        Parcel
            .Problems(
                Parcel.Row("early", "clear", (fact, earlier)),
                Parcel.Row("late", "wait", (fact, later)),
                Parcel.Otherwise
            )
            .ShouldBe([
                "Loops:Returns:Rules row 2 (late) is never reached: row 1 (early) comes first and matches whenever this row would; move this row up, or take it out.",
            ]);
    }

    [Theory]
    [InlineData("value", "< 75", "<= 75")]
    [InlineData("value", "> 75", ">= 75")]
    [InlineData("value", "< 75", "= 75")]
    [InlineData("value", "10..20", "9..20")]
    [InlineData("value", "10..20", ">= 10")]
    [InlineData("value", "<= 75", "known")]
    [InlineData("value", "<= 75", "unknown")]
    [InlineData("value", "known", "unknown")]
    [InlineData("value", "unknown", "known")]
    [InlineData("reason", "style", "style | defective")]
    [InlineData("reason", "style", "any style")]
    [InlineData("reason", "any style", "style | defective")]
    [InlineData("reason", "any style", "any style | defective")]
    [InlineData("reason", "not style", "style | defective")]
    [InlineData("reason", "not style | defective", "not style")]
    [InlineData("reason", "not style", "any defective")]
    [InlineData("reason", "not style", "unknown")]
    [InlineData("reason", "not style", "known")]
    [InlineData("reason", "style", "not defective")]
    [InlineData("disputed", "yes", "no")]
    [InlineData("disputed", "yes", "known")]
    [InlineData("disputed", "yes", "unknown")]
    public void A_row_that_some_case_reaches_is_taken(string fact, string earlier, string later)
    {
        Parcel
            .Table(
                Parcel.Row("early", "clear", (fact, earlier)),
                Parcel.Row("late", "wait", (fact, later)),
                Parcel.Otherwise
            )
            .Explain()
            .Count.ShouldBe(3);
    }

    [Fact]
    public void A_narrower_row_is_forestalled_by_a_wider_one_over_fewer_facts() =>
        Parcel
            .Problems(
                Parcel.Row("early", "clear", ("value", "<= 75")),
                Parcel.Row("late", "wait", ("disputed", "no"), ("value", "<= 50")),
                Parcel.Otherwise
            )
            .ShouldHaveSingleItem();

    [Fact]
    public void A_row_over_other_facts_is_taken() =>
        Parcel
            .Table(
                Parcel.Row("early", "clear", ("value", "<= 75"), ("disputed", "no")),
                Parcel.Row("late", "wait", ("value", "<= 50")),
                Parcel.Otherwise
            )
            .Match(new Parcel { Value = 20 })
            .Row.Name.ShouldBe("late");

    [Fact]
    public void No_row_may_follow_one_without_conditions() =>
        Parcel
            .Problems(Parcel.Otherwise, Parcel.Row("late", "wait", ("value", "<= 75")), Parcel.Row("last", "drop"))
            .ShouldBe([
                "Loops:Returns:Rules row 2 (late) is never reached: row 1 (otherwise) comes first and has no conditions; move this row up, or take it out.",
                "Loops:Returns:Rules row 3 (last) is never reached: row 1 (otherwise) comes first and has no conditions; move this row up, or take it out.",
            ]);

    [Fact]
    public void The_last_row_must_decide_every_other_case() =>
        Parcel
            .Problems(Parcel.Row("first", "clear", ("value", "<= 75")))
            .ShouldBe([
                "Loops:Returns:Rules row 1 (first) is the last row and has conditions; add a row without conditions after it, so that every case is decided.",
            ]);
}
