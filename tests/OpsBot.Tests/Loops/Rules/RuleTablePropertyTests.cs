using System.Globalization;
using CsCheck;
using OpsBot.Loops.Rules;

namespace OpsBot.Tests.Loops.Rules;

public sealed class RuleTablePropertyTests
{
    private const int Tables = 1500;
    private static readonly Gen<Parcel[]> SomeParcels = RandomTables.Parcels.Array[20];

    /// <summary>Strings of the signs and words that conditions are made of, and some that they are not.</summary>
    private static readonly Gen<string> Garbage = Gen.OneOf<string>(
        Gen.OneOf(
                "<=",
                ">",
                "=",
                "..",
                "|",
                "not",
                "any",
                "known",
                "unknown",
                "yes",
                "7",
                "1.000",
                ",",
                "-",
                "_",
                " ",
                "style",
                "EUR",
                "\n",
                "٣",
                "İ",
                "\uD83D"
            )
            .Array[0, 6]
            .Select(string.Concat),
        Gen.String
    );

    [Fact]
    public void The_first_match_is_the_one_a_second_implementation_finds() =>
        Gen.Select(RandomTables.Rows, SomeParcels)
            .Sample(
                (all, parcels) =>
                {
                    var rows = all.Where((_, at) => !Unreachable(all).Contains(at)).ToList();
                    var table = Parcel.Table([.. rows.Typed()]);
                    return parcels.All(parcel =>
                    {
                        var match = table.Match(parcel);
                        var first = rows.FindIndex(row => row.Matches(parcel));
                        return match.Row == rows[first].Row
                            && match.Misses.Count == first
                            && match
                                .Misses.Zip(rows)
                                .All(pair =>
                                    pair.First.Rule == pair.Second.Row.Name
                                    && pair.First.Unmet.Count == pair.Second.When.Count(asked => !asked.Holds(parcel))
                                );
                    });
                },
                iter: Tables
            );

    [Fact]
    public void A_row_reported_unreachable_is_never_the_first_to_match() =>
        Gen.Select(RandomTables.Rows, SomeParcels)
            .Sample(
                (rows, parcels) =>
                {
                    var unreachable = Unreachable(rows);
                    return parcels.All(parcel =>
                        !unreachable.Contains(rows.ToList().FindIndex(row => row.Matches(parcel)))
                    );
                },
                iter: Tables
            );

    [Fact]
    public void Tables_with_one_hash_decide_alike() =>
        Gen.Select(RandomTables.Rows, Gen.Int[0, 6], SomeParcels)
            .Sample(
                (all, at, parcels) =>
                {
                    var rows = all.Where((_, row) => !Unreachable(all).Contains(row)).ToList();
                    if (at + 1 >= rows.Count - 1)
                        return true;
                    List<AskedRow> swapped = [.. rows[..at], rows[at + 1], rows[at], .. rows[(at + 2)..]];
                    if (Unreachable(swapped).Count > 0)
                        return true;
                    var (one, other) = (Parcel.Table([.. rows.Typed()]), Parcel.Table([.. swapped.Typed()]));
                    return one.Hash != other.Hash
                        || parcels.All(parcel => one.Match(parcel).Row == other.Match(parcel).Row);
                },
                iter: Tables
            );

    [Fact]
    public void Whatever_is_typed_a_table_is_read_or_its_problems_are_told() =>
        Gen.Select(
                Garbage,
                Garbage,
                Garbage,
                Gen.OneOf<string>(Garbage, Gen.OneOf("value", "reason", "tag", "disputed")),
                RandomTables.Parcels
            )
            .Sample(
                (name, outcome, condition, fact, parcel) =>
                {
                    RuleRow[] rows =
                    [
                        Parcel.Row("first", "clear", ("value", condition)),
                        Parcel.Row("second", "wait", (fact, condition)),
                        Parcel.Row(name, outcome, (fact, outcome)),
                        Parcel.Otherwise,
                    ];
                    foreach (var some in new[] { rows, rows[1..], [rows[1], rows[^1]], [rows[^2], rows[^1]] })
                        ReadAndUse(some, parcel);
                },
                iter: 4_000
            );

    private static void ReadAndUse(RuleRow[] rows, Parcel parcel)
    {
        try
        {
            var table = Parcel.Table(rows);
            table.Match(parcel).Row.ShouldNotBeNull();
            table.Explain().Count.ShouldBe(rows.Length);
        }
        catch (RuleTableException wrong)
        {
            wrong.Problems.ShouldNotBeEmpty();
        }
    }

    /// <summary>Where the rows are that the table reports as never reached; it may report nothing else.</summary>
    private static HashSet<int> Unreachable(IReadOnlyList<AskedRow> rows)
    {
        try
        {
            Parcel.Table([.. rows.Typed()]);
            return [];
        }
        catch (RuleTableException wrong)
        {
            wrong.Problems.ShouldAllBe(problem => problem.Contains("is never reached"));
            return
            [
                .. wrong.Problems.Select(problem => int.Parse(problem.Split(' ')[2], CultureInfo.InvariantCulture) - 1),
            ];
        }
    }
}
