using OpsBot.Bench.Speed;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Tests.Bench;

public sealed class NumbersTests
{
    private static readonly double[] OneToHundred =
    [
        .. Enumerable.Range(1, 100).Select(number => (double)number).Reverse(),
    ];

    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(99.5, 100)]
    [InlineData(100, 100)]
    [InlineData(0.1, 1)]
    public void A_percentile_is_the_least_value_that_so_many_do_not_pass(double percent, double value) =>
        Numbers.Percentile(OneToHundred, percent).ShouldBe(value);

    [Fact]
    public void A_percentile_of_few_values_is_one_of_them()
    {
        Numbers.Percentile([7, 3, 5], 99).ShouldBe(7);
        Numbers.Percentile([7, 3, 5], 50).ShouldBe(5);
        Numbers.Percentile([7], 1).ShouldBe(7);
    }

    [Fact]
    public void The_median_is_the_middle()
    {
        Numbers.Median([9, 1, 5]).ShouldBe(5);
        Numbers.Median([9, 1, 5, 7]).ShouldBe(6);
    }

    [Theory]
    [InlineData(1234.5, "1,235")]
    [InlineData(12.345, "12.3")]
    [InlineData(1.234, "1.23")]
    [InlineData(0.0123, "0.012")]
    [InlineData(0, "0.00")]
    public void A_figure_shows_as_many_digits_as_count(double value, string text) => Numbers.Text(value).ShouldBe(text);

    [Fact]
    public void A_bar_holds_up_to_its_line_or_above_it()
    {
        Bar.AtMost(10).Holds(10).ShouldBeTrue();
        Bar.AtMost(10).Holds(10.1).ShouldBeFalse();
        Bar.Above(642).Holds(642).ShouldBeFalse();
        Bar.Above(642).Holds(643).ShouldBeTrue();
    }

    [Fact]
    public void A_figure_is_judged_by_its_median_and_not_at_all_where_there_is_none()
    {
        var slow = new Figure("g", "n", "ms") { Values = [5, 50, 6], Bar = Bar.AtMost(10) };
        slow.IsMet.ShouldBe(true);
        (slow with { Values = [5, 50, 60] }).IsMet.ShouldBe(false);
        (slow with { Values = [], Why = "no disk" }).IsMet.ShouldBeNull();
        (slow with { Bar = null }).IsMet.ShouldBeNull();
    }

    [Fact]
    public void Options_that_are_not_known_are_refused()
    {
        Should.Throw<FormatException>(() => SpeedOptions.Read(["--fast"])).Message.ShouldContain("--fast");
        Should.Throw<FormatException>(() => SpeedOptions.Read(["--store", "Oracle"])).Message.ShouldContain("Oracle");
        Should.Throw<FormatException>(() => SpeedOptions.Read(["--store"])).Message.ShouldContain("lacks");
        SpeedOptions.Read(["--store", "both", "--quick"]).Stores.ShouldBe(["Sqlite", "Postgres"]);
    }
}
