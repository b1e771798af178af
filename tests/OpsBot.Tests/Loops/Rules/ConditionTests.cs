namespace OpsBot.Tests.Loops.Rules;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("<= 75", "75", true)]
    [InlineData("<= 75", "75.01", false)]
    [InlineData("<=75", "-3", true)]
    [InlineData("  <=   75  ", "75.00", true)]
    [InlineData("< 75", "74.99", true)]
    [InlineData("< 75", "75", false)]
    [InlineData(">= 2", "2", true)]
    [InlineData(">= 2", "1.99", false)]
    [InlineData("> 2", "2.0001", true)]
    [InlineData("> 2", "2", false)]
    [InlineData("= 3", "3.00", true)]
    [InlineData("= 3", "3.01", false)]
    [InlineData("= -0.5", "-0.5", true)]
    [InlineData("10..20", "10", true)]
    [InlineData("10..20", "20", true)]
    [InlineData("10 .. 20", "9.99", false)]
    [InlineData("10..20", "20.01", false)]
    [InlineData("-5..-1.5", "-2", true)]
    [InlineData("7..7", "7", true)]
    [InlineData("<= 1000.5", "1000.5", true)]
    [InlineData("<= 0.125", "0.125", true)]
    [InlineData("known", "0", true)]
    [InlineData("unknown", "0", false)]
    [InlineData("Unknown", null, true)]
    [InlineData("KNOWN", null, false)]
    [InlineData("<= 75", null, false)]
    [InlineData(">= 0", null, false)]
    public void A_number_is_compared(string condition, string? value, bool holds) =>
        Holds("value", condition, new Parcel { Value = value is null ? null : Invariant(value) }, holds);

    [Theory]
    [InlineData("defective", "defective", true)]
    [InlineData("defective | wrong_item", "wrong item", true)]
    [InlineData("defective|wrong-item", "WRONG_ITEM,Defective", true)]
    [InlineData("defective | wrong_item", "defective,style", false)]
    [InlineData("defective", "", false)]
    [InlineData("defective", null, false)]
    [InlineData("not defective", "style", true)]
    [InlineData("NOT defective | style", "wrong_item", true)]
    [InlineData("not defective | style", "wrong_item,Style", false)]
    [InlineData("not defective", "", true)]
    [InlineData("not defective", null, false)]
    [InlineData("any defective | style", "wrong_item,style", true)]
    [InlineData("Any  defective", "wrong_item", false)]
    [InlineData("any defective", "", false)]
    [InlineData("any defective", null, false)]
    [InlineData("unknown", null, true)]
    [InlineData("unknown", "", false)]
    [InlineData("unknown", "style", false)]
    [InlineData("known", "", true)]
    [InlineData("known", "style", true)]
    [InlineData("known", null, false)]
    [InlineData("not_as_described", "not as described", true)]
    [InlineData("not not-as-described", "not as described", false)]
    [InlineData("defective | not as described", "NOT_AS_DESCRIBED", true)]
    [InlineData("size__too - small", "size-too-small", true)]
    public void Texts_are_compared(string condition, string? values, bool holds) =>
        Holds("reason", condition, new Parcel { Reasons = Split(values) }, holds);

    [Theory]
    [InlineData("vip", "VIP", true)]
    [InlineData("anything | nothing", "anything", true)]
    [InlineData("any vip | final sale", "new,Final-Sale", true)]
    [InlineData("no", "NO", true)]
    public void A_text_that_can_be_any_is_compared_too(string condition, string values, bool holds) =>
        Holds("tag", condition, new Parcel { Tags = Split(values) }, holds);

    [Theory]
    [InlineData("yes", true, true)]
    [InlineData("yes", false, false)]
    [InlineData("yes", null, false)]
    [InlineData("no", false, true)]
    [InlineData("no", true, false)]
    [InlineData("no", null, false)]
    [InlineData("True", true, true)]
    [InlineData("FALSE", false, true)]
    [InlineData("known", false, true)]
    [InlineData("known", null, false)]
    [InlineData("unknown", null, true)]
    [InlineData("unknown", true, false)]
    public void A_flag_is_compared(string condition, bool? value, bool holds) =>
        Holds("disputed", condition, new Parcel { Disputed = value }, holds);

    [Fact]
    public void Every_condition_of_a_row_must_hold()
    {
        var table = Parcel.Table(
            Parcel.Row("first", "clear", ("value", "<= 75"), ("disputed", "no"), ("reason", "defective")),
            Parcel.Otherwise
        );
        var parcel = new Parcel
        {
            Value = 50,
            Disputed = false,
            Reasons = ["defective"],
        };

        table.Match(parcel).Row.Name.ShouldBe("first");
        table.Match(parcel with { Value = 80 }).Row.Name.ShouldBe("otherwise");
        table.Match(parcel with { Disputed = null }).Row.Name.ShouldBe("otherwise");
        table.Match(parcel with { Reasons = ["style"] }).Row.Name.ShouldBe("otherwise");
    }

    [Fact]
    public void A_fact_is_named_in_any_case_as_settings_are() =>
        Holds("DAYSsinceDELIVERY", "<= 3", new Parcel { Days = 3 }, holds: true);

    [Fact]
    public void A_field_cannot_have_a_value_that_rules_keep_for_themselves() =>
        Should
            .Throw<ArgumentException>(() =>
                OpsBot.Loops.Rules.FactField<Parcel>.Text("risk", "the risk", ["low", "Unknown"], _ => null)
            )
            .Message.ShouldStartWith("risk cannot be Unknown");

    private static void Holds(string fact, string condition, Parcel parcel, bool holds) =>
        Parcel.Only(fact, condition).Match(parcel).Row.Name.ShouldBe(holds ? "first" : "otherwise");

    private static decimal Invariant(string number) =>
        decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

    private static string[]? Split(string? values) => values?.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
