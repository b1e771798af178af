using System.Globalization;
using CsCheck;
using OpsBot.Loops.Rules;

namespace OpsBot.Tests.Loops.Rules;

/// <summary>A condition as these tests mean it: how it is typed, and a second, simple way to tell whether it holds.</summary>
internal sealed record Asked(string Fact, string Typed, Func<Parcel, bool> Holds);

/// <summary>A row as these tests mean it.</summary>
internal sealed record AskedRow(RuleRow Row, IReadOnlyList<Asked> When)
{
    internal bool Matches(Parcel parcel) => When.All(asked => asked.Holds(parcel));
}

/// <summary>Random tables and random facts, few and close enough to meet often.</summary>
internal static class RandomTables
{
    private static readonly string[] Reasons = ["defective", "wrong_item", "style"];

    private static readonly Gen<decimal> Numbers = Gen.Int[-2, 8].Select(number => number / 2m);

    internal static readonly Gen<Parcel> Parcels =
        from value in Unknown(Numbers)
        from days in Unknown(Numbers)
        from reasons in Gen.OneOf("defective", "Wrong Item", "STYLE", "else").Array[0, 3]
        from hasReasons in Gen.Int[0, 4]
        from disputed in Gen.OneOf<bool?>(true, false, null)
        select new Parcel
        {
            Value = value,
            Days = days,
            Reasons = hasReasons == 0 ? null : reasons,
            Disputed = disputed,
        };

    private static readonly Gen<Asked> Conditions = Gen.OneOf<Asked>(
        Number("value", parcel => parcel.Value),
        Number("daysSinceDelivery", parcel => parcel.Days),
        Text(),
        Flag(),
        Gen.OneOf(
            new Asked("value", "unknown", parcel => parcel.Value == null),
            new Asked("reason", "unknown", parcel => parcel.Reasons == null),
            new Asked("disputed", "UNKNOWN", parcel => parcel.Disputed == null),
            new Asked("daysSinceDelivery", "known", parcel => parcel.Days != null),
            new Asked("reason", " Known", parcel => parcel.Reasons != null),
            new Asked("disputed", "known", parcel => parcel.Disputed != null)
        )
    );

    private static readonly Gen<IReadOnlyList<Asked>> Whens = Conditions
        .Array[1, 3]
        .Select(all => (IReadOnlyList<Asked>)[.. all.DistinctBy(asked => asked.Fact, StringComparer.Ordinal)]);

    /// <summary>Rows that are each right, the last without conditions; some may never be reached.</summary>
    internal static readonly Gen<IReadOnlyList<AskedRow>> Rows = Whens
        .Array[0, 7]
        .Select(whens => (IReadOnlyList<AskedRow>)[.. whens.Select(Row), Row([], whens.Length)]);

    internal static IReadOnlyList<RuleRow> Typed(this IEnumerable<AskedRow> rows) => [.. rows.Select(row => row.Row)];

    private static AskedRow Row(IReadOnlyList<Asked> when, int at) =>
        new(Parcel.Row($"row-{at}", "ask", [.. when.Select(asked => (asked.Fact, asked.Typed))]), when);

    private static Gen<decimal?> Unknown(Gen<decimal> numbers) =>
        Gen.Select(Gen.Int[0, 4], numbers, (known, number) => known == 0 ? (decimal?)null : number);

    private static Gen<Asked> Number(string fact, Func<Parcel, decimal?> read) =>
        from way in Gen.Int[0, 5]
        from one in Numbers
        from wider in Gen.Int[0, 4]
        from space in Gen.OneOf("", " ", "  ")
        let typed = one.ToString(CultureInfo.InvariantCulture)
        let end = one + wider
        select way switch
        {
            0 => new Asked(fact, $"<={space}{typed}", parcel => read(parcel) is { } number && number <= one),
            1 => new Asked(fact, $"<{space}{typed}", parcel => read(parcel) is { } number && number < one),
            2 => new Asked(fact, $">={space}{typed}", parcel => read(parcel) is { } number && number >= one),
            3 => new Asked(fact, $">{space}{typed}", parcel => read(parcel) is { } number && number > one),
            4 => new Asked(fact, $"={space}{typed}", parcel => read(parcel) is { } number && number == one),
            _ => new Asked(
                fact,
                string.Create(CultureInfo.InvariantCulture, $"{typed}{space}..{end}"),
                parcel => read(parcel) is { } number && number >= one && number <= end
            ),
        };

    private static Gen<Asked> Text() =>
        from way in Gen.OneOf("", "not ", "any ")
        from words in Gen.OneOf(Reasons).Array[1, 3]
        let meant = words.Select(Plain).ToHashSet(StringComparer.Ordinal)
        select new Asked("reason", way + string.Join(" | ", words), parcel => Holds(way, meant, parcel.Reasons));

    private static bool Holds(string way, HashSet<string> meant, IReadOnlyCollection<string>? reasons)
    {
        if (reasons == null)
            return false;
        var among = reasons.Count(reason => meant.Contains(Plain(reason)));
        return way switch
        {
            "" => among > 0 && among == reasons.Count,
            "not " => among == 0,
            _ => among > 0,
        };
    }

    private static string Plain(string word) =>
        word.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static Gen<Asked> Flag() =>
        Gen.OneOf(
            new Asked("disputed", "yes", parcel => parcel.Disputed == true),
            new Asked("disputed", "false", parcel => parcel.Disputed == false)
        );
}
