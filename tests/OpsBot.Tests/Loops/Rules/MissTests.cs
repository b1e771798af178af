namespace OpsBot.Tests.Loops.Rules;

public sealed class MissTests
{
    [Theory]
    [InlineData("<= 75", "249.00", "the refund is 249.00 EUR, 174.00 over the limit of 75")]
    [InlineData("< 75", "80", "the refund is 80.00 EUR, 5.00 over the limit of 75")]
    [InlineData("< 75", "75", "the refund is 75.00 EUR, exactly at the limit: it must be under 75")]
    [InlineData(">= 75.5", "60", "the refund is 60.00 EUR, 15.50 short of the limit of 75.5")]
    [InlineData("> 75", "75", "the refund is 75.00 EUR, exactly at the limit: it must be over 75")]
    [InlineData("10..20", "25", "the refund is 25.00 EUR, 5.00 over the limit of 20")]
    [InlineData("10..20", "-1", "the refund is -1.00 EUR, 11.00 short of the limit of 10")]
    [InlineData("= 3", "5", "the refund is 5.00 EUR, 2.00 more than 3")]
    [InlineData("= 3", "1", "the refund is 1.00 EUR, 2.00 less than 3")]
    [InlineData("<= 75", null, "the refund is unknown")]
    [InlineData("known", null, "the refund is unknown")]
    [InlineData("unknown", "5", "the refund is known: 5.00 EUR")]
    public void A_number_says_how_far_off_it_is(string condition, string? value, string why) =>
        Unmet("value", condition, new Parcel { Value = value is null ? null : Invariant(value) }).ShouldBe([why]);

    [Theory]
    [InlineData("<= 30", "45", "the time since delivery is 45 days, 15 over the limit of 30")]
    [InlineData(">= 2", "1", "the time since delivery is 1 day, 1 short of the limit of 2")]
    [InlineData("<= 30", "30.25", "the time since delivery is 30.25 days, 0.25 over the limit of 30")]
    public void A_number_is_counted_in_its_unit(string condition, string value, string why) =>
        Unmet("daysSinceDelivery", condition, new Parcel { Days = Invariant(value) }).ShouldBe([why]);

    [Theory]
    [InlineData("defective | wrong_item", "style", "the reason is style, not defective or wrong_item")]
    [InlineData("defective", "defective,Style", "the reason is also Style, not only defective")]
    [InlineData("defective", "style,size-too-small", "the reason is style and size-too-small, not defective")]
    [InlineData("defective", "", "the reason is empty, not defective")]
    [InlineData("not defective | style", "wrong_item,Style", "the reason is Style, which this rule leaves out")]
    [InlineData("any defective | style", "wrong_item", "the reason is wrong_item, not defective or style")]
    [InlineData("any defective", "", "the reason is empty, not defective")]
    [InlineData("not defective", null, "the reason is unknown")]
    [InlineData("unknown", "style,style", "the reason is known: style")]
    [InlineData("unknown", "", "the reason is known: empty")]
    public void A_text_says_what_it_is_instead(string condition, string? values, string why) =>
        Unmet("reason", condition, new Parcel { Reasons = values?.Split(',', StringSplitOptions.RemoveEmptyEntries) })
            .ShouldBe([why]);

    [Theory]
    [InlineData("disputed", "no", true, "the bank has an open dispute")]
    [InlineData("disputed", "yes", false, "the bank has no open dispute")]
    [InlineData("disputed", "yes", null, "it is unknown whether the bank has an open dispute")]
    [InlineData("disputed", "unknown", true, "it is known that the bank has an open dispute")]
    [InlineData("disputed", "unknown", false, "it is known that the bank has no open dispute")]
    [InlineData("paid", "yes", false, "it is not so that the order is paid")]
    public void A_flag_says_what_is_so(string fact, string condition, bool? value, string why) =>
        Unmet(fact, condition, new Parcel { Disputed = value, Paid = value }).ShouldBe([why]);

    [Fact]
    public void Every_row_before_the_match_says_all_that_it_misses()
    {
        var table = Parcel.Table(
            Parcel.Row("small", "clear", ("reason", "defective"), ("value", "<= 75"), ("disputed", "no")),
            Parcel.Row("old", "drop", ("daysSinceDelivery", "> 60")),
            Parcel.Row("large", "wait", ("value", "> 200")),
            Parcel.Otherwise
        );

        var match = table.Match(
            new Parcel
            {
                Value = 249,
                Days = 60,
                Reasons = ["defective"],
                Disputed = true,
            }
        );

        match.Row.Name.ShouldBe("large");
        match.Misses.Select(miss => (miss.Rule, miss.Outcome)).ShouldBe([("small", "clear"), ("old", "drop")]);
        match
            .Misses[0]
            .Unmet.ShouldBe(["the refund is 249.00 EUR, 174.00 over the limit of 75", "the bank has an open dispute"]);
    }

    [Fact]
    public void Many_and_long_values_are_cut_and_stay_on_one_line()
    {
        string[] tags = ["a\nb", new string('x', 200), "c", "d", "e", "f", "g"];

        Unmet("tag", "vip", new Parcel { Tags = tags })
            .ShouldBe([$"the order's tag is a b, {new string('x', 60)}…, c, d, e and 2 more, not vip"]);
    }

    [Fact]
    public void A_cut_never_leaves_half_a_sign()
    {
        var tag = new string('x', 59) + "😀😀";

        Unmet("tag", "vip", new Parcel { Tags = [tag] })
            .ShouldBe([$"the order's tag is {new string('x', 59)}…, not vip"]);
    }

    [Fact]
    public void A_distance_too_large_for_a_number_does_not_break_the_answer() =>
        Unmet("value", "<= -1", new Parcel { Value = decimal.MaxValue })
            .ShouldBe(["the refund is 79228162514264337593543950335.00 EUR, far over the limit of -1"]);

    private static IReadOnlyList<string> Unmet(string fact, string condition, Parcel parcel) =>
        Parcel.Only(fact, condition).Match(parcel).Misses.ShouldHaveSingleItem().Unmet;

    private static decimal Invariant(string number) =>
        decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
