using OpsBot.Loops.Rules;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Rules;

public sealed class RuleTableErrorTests
{
    [Fact]
    public void A_bad_table_is_told_everything_that_is_wrong_with_it()
    {
        RuleRow[] rows =
        [
            Parcel.Row("Small Refund", "clear", ("value", "<= 1.000,5"), ("valeu", "<= 75")),
            Parcel.Row("no-reason", "aks", ("reason", "defectiv | wrong_item"), ("disputed", "maybe")),
            Parcel.Row("young", "clear", ("daysSinceDelivery", "<= 30")),
            Parcel.Row("young", "drop", ("daysSinceDelivery", "20..10")),
            Parcel.Row("very-young", "wait", ("daysSinceDelivery", "< 30"), ("disputed", "no")) with
            {
                Because = " ",
            },
            Parcel.Row("", "ask"),
            Parcel.Row("never", "ask", ("tag", "not vip | not staff")),
            Parcel.Row("after-all", "approve-and-refund", ("value", "75")),
        ];

        Approve.That(Should.Throw<RuleTableException>(() => Parcel.Table(rows)).Message);
    }

    [Theory]
    [InlineData("75", "does not say how to compare; write <= 75, >= 75 or = 75")]
    [InlineData(
        "<= 1.000,5",
        "holds 1.000,5; write 1000.5: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1,000.50",
        "holds 1,000.50; write 1000.50: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1 000",
        "holds 1 000; write 1000: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1'000'000",
        "holds 1'000'000; write 1000000: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1.000.000",
        "holds 1.000.000; write 1000000: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 12,50",
        "holds 12,50; write 12.50: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1.000",
        "holds 1.000, which reads two ways; write 1000, or 1.0000: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1,000",
        "holds 1,000, which reads two ways; write 1000, or 1.0000: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData("<= .5", "holds .5; write 0.5: numbers have a point before decimals and nothing between thousands")]
    [InlineData(
        "<= -,25",
        "holds -,25; write -0.25: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 0,125",
        "holds 0,125; write 0.125: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData(
        "<= 1 234 567,5",
        "holds 1 234 567,5; write 1234567.5: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData("<= 1,000,5", "holds 1,000,5, which is not a number; write one like 75 or 12.50")]
    [InlineData("<= 5.", "holds 5., which is not a number; write one like 75 or 12.50")]
    [InlineData(
        "<= -1,000",
        "holds -1,000, which reads two ways; write -1000, or -1.0000: numbers have a point before decimals and nothing between thousands"
    )]
    [InlineData("<= 75 EUR", "names the unit; write 75, it is always in EUR")]
    [InlineData("<= 75eur", "names the unit; write 75, it is always in EUR")]
    [InlineData("<= €75", "holds €75, which is not a number; write one like 75 or 12.50")]
    [InlineData("<= ٧٥", "holds ٧٥, which is not a number; write one like 75 or 12.50")]
    [InlineData("<= --5", "holds --5, which is not a number; write one like 75 or 12.50")]
    [InlineData(
        "<= 0,1111111111222222222233333333334444444444",
        "holds 0,1111111111222222222233333333334444444444, which is not a number; write one like 75 or 12.50"
    )]
    [InlineData("<= -", "holds -, which is not a number; write one like 75 or 12.50")]
    [InlineData("<=", "lacks its number; write one, such as 75")]
    [InlineData(
        "<= 99999999999999999999999999999999",
        "holds a number too long to compare: 99999999999999999999999999999999"
    )]
    [InlineData(
        "=< 75",
        "is not a condition on a number; write it like one of these: <= 75, < 75, >= 75, > 75, = 75, 10..20, known or unknown"
    )]
    [InlineData(
        "== 75",
        "is not a condition on a number; write it like one of these: <= 75, < 75, >= 75, > 75, = 75, 10..20, known or unknown"
    )]
    [InlineData(
        "cheap",
        "is not a condition on a number; write it like one of these: <= 75, < 75, >= 75, > 75, = 75, 10..20, known or unknown"
    )]
    [InlineData("20..10", "holds no number, as 20 is more than 10; write 10..20")]
    [InlineData("10..", "lacks its number; write one, such as 75")]
    [InlineData(
        "1,5..x",
        "holds 1,5; write 1.5: numbers have a point before decimals and nothing between thousands; holds x, which is not a number; write one like 75 or 12.50"
    )]
    [InlineData("10...20", "holds .20; write 0.20: numbers have a point before decimals and nothing between thousands")]
    [InlineData("", "says nothing; write a condition, or leave the fact out")]
    [InlineData(null, "says nothing; write a condition, or leave the fact out")]
    public void A_wrong_number_says_what_would_be_right(string? condition, string problem) =>
        ProblemOf("value", condition).ShouldBe(problem);

    [Theory]
    [InlineData(
        "defectiv",
        "names defectiv, which the reason never is; did you mean defective? There are: defective, wrong_item, not_as_described, style, size-too-small"
    )]
    [InlineData(
        "not wrong_itme",
        "names wrong_itme, which the reason never is; did you mean wrong_item? There are: defective, wrong_item, not_as_described, style, size-too-small"
    )]
    [InlineData(
        "gift",
        "names gift, which the reason never is; there are: defective, wrong_item, not_as_described, style, size-too-small"
    )]
    [InlineData(
        "defective | | style",
        "lacks a value; write it like one of these: a | b, not a | b, any a | b, known or unknown"
    )]
    [InlineData("not", "lacks a value; write it like one of these: a | b, not a | b, any a | b, known or unknown")]
    [InlineData("any ", "lacks a value; write it like one of these: a | b, not a | b, any a | b, known or unknown")]
    [InlineData("defective | unknown", "mixes unknown with values; unknown stands alone, so give it a row of its own")]
    [InlineData("not known", "mixes known with values; known stands alone, so give it a row of its own")]
    [InlineData(
        "not defective | not style",
        "says not style among the values; not and any stand once, in front of all values: not a | b"
    )]
    [InlineData(
        "not as described",
        "begins with not, which is read as a word of its own; for the value not as described write not-as-described"
    )]
    public void A_wrong_text_says_what_would_be_right(string condition, string problem) =>
        ProblemOf("reason", condition).ShouldBe(problem);

    [Theory]
    [InlineData("disputed", "maybe", "is not a yes or no; write yes, no, known or unknown")]
    [InlineData("disputed", "not yes", "is not a yes or no; write yes, no, known or unknown")]
    [InlineData(
        "tag",
        "vip | any staff",
        "says any staff among the values; not and any stand once, in front of all values: not a | b"
    )]
    [InlineData(
        "tag",
        "-_-",
        "lacks a value; write it like one of these: a | b, not a | b, any a | b, known or unknown"
    )]
    [InlineData(
        "Tags",
        "vip",
        "is not about a fact of this table; did you mean tag? There are: value, daysSinceDelivery, reason, tag, disputed, paid"
    )]
    [InlineData(
        "weather",
        "bad",
        "is not about a fact of this table; there are: value, daysSinceDelivery, reason, tag, disputed, paid"
    )]
    public void Other_wrong_conditions_say_what_would_be_right(string fact, string condition, string problem) =>
        ProblemOf(fact, condition).ShouldBe(problem);

    [Fact]
    public void An_empty_table_is_refused() =>
        Parcel
            .Problems()
            .ShouldBe([
                "Loops:Returns:Rules is empty: write at least one row; the last has no conditions, so that every case is decided.",
            ]);

    [Fact]
    public void A_fact_named_twice_in_one_row_is_refused() =>
        Parcel
            .Problems(Parcel.Row("first", "clear", ("value", "<= 75"), ("Value", ">= 5")), Parcel.Otherwise)
            .ShouldHaveSingleItem()
            .ShouldBe("Loops:Returns:Rules row 1 (first), Value \">= 5\": is a second condition on value; write one.");

    [Fact]
    public void A_row_with_nothing_in_it_is_refused_and_not_stumbled_over() =>
        Parcel
            .Problems(new RuleRow(null!, null!, null!, null!))
            .Select(problem => problem[..problem.IndexOf(':', "Loops:Returns:Rules".Length)])
            .ShouldBe([
                "Loops:Returns:Rules row 1, name \"\"",
                "Loops:Returns:Rules row 1, outcome \"\"",
                "Loops:Returns:Rules row 1, because \"\"",
            ]);

    [Theory]
    [InlineData("small")]
    [InlineData("small-refund-2")]
    [InlineData("7-days")]
    public void A_name_of_lower_case_words_is_taken(string name) =>
        Parcel.Table(Parcel.Row(name, "clear", ("value", "<= 75")), Parcel.Otherwise).Explain()[0].ShouldContain(name);

    [Theory]
    [InlineData("Small", "; write small")]
    [InlineData("small_refund", "; write small-refund")]
    [InlineData("small--refund", "; write small-refund")]
    [InlineData("-small", "; write small")]
    [InlineData("größe", ", such as small-sum")]
    [InlineData("!", ", such as small-sum")]
    public void Another_name_is_refused(string name, string right) =>
        Parcel
            .Problems(Parcel.Row(name, "clear", ("value", "<= 75")), Parcel.Otherwise)
            .ShouldHaveSingleItem()
            .ShouldEndWith($"\"{name}\": is not made of lower-case words joined by hyphens{right}.");

    private static string ProblemOf(string fact, string? condition)
    {
        var problem = Parcel
            .Problems(Parcel.Row("first", "clear", (fact, condition!)), Parcel.Otherwise)
            .ShouldHaveSingleItem();
        var front = $"Loops:Returns:Rules row 1 (first), {fact} \"{condition?.Trim()}\": ";
        problem.ShouldStartWith(front);
        problem.ShouldEndWith(".");
        return problem[front.Length..^1];
    }
}
