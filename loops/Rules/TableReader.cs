namespace OpsBot.Loops.Rules;

/// <summary>Reads a table row by row and keeps everything that is wrong, each with what would be right.</summary>
internal sealed class TableReader<TFacts>(
    string where,
    IReadOnlyList<RuleRow> rows,
    IReadOnlyList<FactField<TFacts>> fields,
    IReadOnlyList<string> outcomes
)
{
    private static readonly Dictionary<string, string> NoConditions = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];
    private readonly List<ReadRow<TFacts>?> understood = [];

    internal IReadOnlyList<string> Problems => problems;

    /// <summary>The rows; of use only where there are no problems.</summary>
    internal IReadOnlyList<ReadRow<TFacts>> Read()
    {
        if (rows.Count == 0)
            problems.Add(
                $"{where} is empty: write at least one row; the last has no conditions, so that every case is decided."
            );
        for (var at = 0; at < rows.Count; at++)
            Check(at);
        return [.. understood.OfType<ReadRow<TFacts>>()];
    }

    private void Check(int at)
    {
        var row = rows[at];
        CheckName(at, row.Name);
        var tests = Conditions(at, row);
        if (!outcomes.Contains(row.Outcome, StringComparer.Ordinal))
            Add(at, "outcome", row.Outcome, $"is no outcome of this table; {Nearest.Among(outcomes, row.Outcome)}");
        if (string.IsNullOrWhiteSpace(row.Because))
            Add(at, "because", row.Because, "says nothing; write in one sentence why the rule is so");
        understood.Add(tests is null ? null : new ReadRow<TFacts>(row, tests));
        CheckReachable(at);
        if (at == rows.Count - 1 && row.When is { Count: > 0 })
            Add(
                at,
                "is the last row and has conditions; add a row without conditions after it, so that every case is decided"
            );
    }

    private void CheckName(int at, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            Add(
                at,
                "name",
                name,
                "says nothing; write a short name of lower-case words joined by hyphens, such as small-sum"
            );
            return;
        }

        if (!IsName(name))
        {
            var write = Words.Key(name) is var better && IsName(better) ? $"; write {better}" : ", such as small-sum";
            Add(at, "name", name, $"is not made of lower-case words joined by hyphens{write}");
        }

        var first = rows.Take(at).ToList().FindIndex(row => row.Name == name);
        if (first >= 0)
            Add(at, "name", name, $"is the name of row {first + 1} already; give each row a name of its own");
    }

    /// <summary>Nothing where one of them was not understood.</summary>
    private List<Test<TFacts>>? Conditions(int at, RuleRow row)
    {
        var tests = new List<Test<TFacts>>();
        var before = problems.Count;
        foreach (var (name, text) in row.When ?? NoConditions)
        {
            if (Read(name, text, tests) is { } problem)
                Add(at, name, text, problem);
        }

        return problems.Count > before
            ? null
            : [.. fields.SelectMany(field => tests.Where(test => test.Field == field))];
    }

    /// <summary>Adds a condition to the tests, or says what is wrong with it. Names are compared as settings are: ignoring case.</summary>
    private string? Read(string name, string? text, List<Test<TFacts>> tests)
    {
        var field = fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (field is null)
            return $"is not about a fact of this table; {Nearest.Among([.. fields.Select(one => one.Name)], name)}";
        if (tests.Any(test => test.Field == field))
            return $"is a second condition on {field.Name}; write one";
        var reading = Reading.Of(text, field.About);
        if (reading.Condition is { } condition)
            tests.Add(new Test<TFacts>(field, condition));
        return reading.Problem;
    }

    private void CheckReachable(int at)
    {
        var row = understood[at];
        var first = understood.FindIndex(
            0,
            at,
            earlier => earlier is not null && (earlier.Tests.Count == 0 || row is not null && earlier.Covers(row))
        );
        if (first < 0)
            return;
        var why = understood[first]!.Tests.Count == 0 ? "has no conditions" : "matches whenever this row would";
        Add(at, $"is never reached: {Named(first)} comes first and {why}; move this row up, or take it out");
    }

    private void Add(int at, string what, string? value, string problem) =>
        problems.Add($"{where} {Named(at)}, {Words.Short(what)} \"{Words.Short(value ?? "")}\": {problem}.");

    private void Add(int at, string problem) => problems.Add($"{where} {Named(at)} {problem}.");

    private string Named(int at) =>
        string.IsNullOrWhiteSpace(rows[at].Name) ? $"row {at + 1}" : $"row {at + 1} ({Words.Short(rows[at].Name)})";

    private static bool IsName(string name) =>
        name.Split('-')
            .All(word => word.Length > 0 && word.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign)));
}
