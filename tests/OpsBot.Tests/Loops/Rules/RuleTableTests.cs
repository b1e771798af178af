using System.Globalization;
using OpsBot.Loops.Rules;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Rules;

public sealed class RuleTableTests
{
    private static readonly RuleRow[] Returns =
    [
        Parcel.Row("disputed", "ask", ("disputed", "yes")) with
        {
            Because = "The bank decides about that money now.",
        },
        Parcel.Row("nothing-known", "wait", ("value", "unknown"), ("daysSinceDelivery", "unknown")),
        Parcel.Row("our-fault", "clear", ("value", "<= 75"), ("reason", "defective | Wrong Item | not_as_described")),
        Parcel.Row("too-much", "ask", ("value", "> 75.50")) with
        {
            Because = "Large sums are\nlooked at.",
        },
        Parcel.Row("last-day", "wait", ("daysSinceDelivery", "= 1"), ("paid", "no"), ("disputed", "no")),
        Parcel.Row("in-the-window", "clear", ("tag", "not final-sale | outlet"), ("daysSinceDelivery", "2..30")),
        Parcel.Row("staff", "ask", ("tag", "any staff | press")),
        Parcel.Row("too-late", "drop", ("daysSinceDelivery", ">= 90"), ("reason", "not style"), ("paid", "known")),
        Parcel.Row("odd", "ask", ("daysSinceDelivery", "< 0"), ("disputed", "unknown"), ("tag", "known")),
        Parcel.Row("otherwise", "ask") with
        {
            Because = "Nothing else fits.",
        },
    ];

    [Fact]
    public void A_table_reads_in_plain_English() => Approve.That(string.Join('\n', Parcel.Table(Returns).Explain()));

    [Fact]
    public void A_single_row_decides_every_case()
    {
        var table = Parcel.Table(Parcel.Otherwise);

        table.Explain().ShouldBe(["1. otherwise: ask in every case — It is so."]);
        table
            .Match(new Parcel())
            .ShouldSatisfyAllConditions(
                match => match.Row.ShouldBe(Parcel.Otherwise),
                match => match.Misses.ShouldBeEmpty()
            );
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_machine_s_language_changes_nothing(string culture)
    {
        var parcel = new Parcel
        {
            Value = 1249.5m,
            Days = 1.25m,
            Reasons = ["DEFECTIVE", "WRONG_ITEM"],
            Tags = ["İ", "I"],
        };
        string[] Said()
        {
            var table = Parcel.Table([
                Parcel.Row("i-first", "drop", ("TAG", "any ISTANBUL"), ("DISPUTED", "FALSE")),
                Parcel.Row("wide", "wait", ("value", "<= -0.5"), ("daysSinceDelivery", "1.5..2.5")),
                .. Returns,
            ]);
            var match = table.Match(parcel);
            return
            [
                table.Hash,
                .. table.Explain(),
                match.Row.Name,
                .. match.Misses.SelectMany(miss => miss.Unmet),
                .. Parcel.Problems(Parcel.Row("I", "ASK", ("value", "<= 1.000,5"), ("REASON", "DEFECTIVI"))),
            ];
        }

        var here = Under(CultureInfo.InvariantCulture, Said);
        var there = Under(CultureInfo.GetCultureInfo(culture), Said);

        there.ShouldBe(here);
        here.ShouldContain(text => text == "the refund is 1249.50 EUR, 1250.00 over the limit of -0.5");
        here.ShouldContain(text => text.EndsWith("joined by hyphens; write i.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tr-TR", "INDIGO")]
    [InlineData("de-DE", "indigo")]
    public void Letters_compare_the_same_in_every_language(string culture, string tag) =>
        Under(
            CultureInfo.GetCultureInfo(culture),
            () => Parcel.Only("tag", "indigo").Match(new Parcel { Tags = [tag] })
        )
            .Row.Name.ShouldBe("first");

    private static T Under<T>(CultureInfo culture, Func<T> act)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
