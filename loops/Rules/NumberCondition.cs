namespace OpsBot.Loops.Rules;

/// <summary>Numbers between two ends, one of which may be open: <c>&lt;= 75</c>, <c>= 3</c>, <c>10..20</c>.</summary>
/// <param name="Least">The lower end; none where any small number will do.</param>
/// <param name="Most">The upper end; none where any large number will do.</param>
/// <param name="WithEnds">The ends themselves belong to it.</param>
internal sealed record NumberCondition(decimal? Least, decimal? Most, bool WithEnds) : Condition
{
    private const string Ways = "<= 75, < 75, >= 75, > 75, = 75, 10..20, known or unknown";

    internal override string Canonical =>
        (Least, Most) switch
        {
            (null, { } most) => $"{(WithEnds ? "<=" : "<")}{Words.Number(most)}",
            ({ } least, null) => $"{(WithEnds ? ">=" : ">")}{Words.Number(least)}",
            ({ } least, { } most) when least == most => $"={Words.Number(least)}",
            var (least, most) => $"{Words.Number(least!.Value)}..{Words.Number(most!.Value)}",
        };

    internal static Reading Read(string text, Fact fact)
    {
        if (text.Split("..") is [var from, var to])
            return Between(from, to, fact);
        var sign = text[..(text.Length - text.TrimStart('<', '>', '=').Length)];
        var number = NumberText.Read(text[sign.Length..], fact);
        return (sign, number.Problem, number.Value) switch
        {
            ("<=" or "<" or ">=" or ">" or "=", { } problem, _) => Reading.Wrong(problem),
            ("<=", _, var most) => Reading.As(new NumberCondition(null, most, true)),
            ("<", _, var most) => Reading.As(new NumberCondition(null, most, false)),
            (">=", _, var least) => Reading.As(new NumberCondition(least, null, true)),
            (">", _, var least) => Reading.As(new NumberCondition(least, null, false)),
            ("=", _, var exact) => Reading.As(new NumberCondition(exact, exact, true)),
            ("", null, var bare) => Reading.Wrong(
                $"does not say how to compare; write <= {Words.Number(bare)}, >= {Words.Number(bare)} or = {Words.Number(bare)}"
            ),
            _ => Reading.Wrong($"is not a condition on a number; write it like one of these: {Ways}"),
        };
    }

    internal override bool Holds(FactValue value) => value.Number is { } number && !IsOver(number) && !IsShort(number);

    internal override bool Covers(Condition other) =>
        other is NumberCondition range
        && (Least is null || range.Least > Least || range.Least == Least && (WithEnds || !range.WithEnds))
        && (Most is null || range.Most < Most || range.Most == Most && (WithEnds || !range.WithEnds));

    internal override bool Excludes(Condition other) =>
        other is UnknownCondition || other is NumberCondition range && (EndsBefore(range) || range.EndsBefore(this));

    internal override string InWords(Fact fact) =>
        (Least, Most) switch
        {
            (null, { } most) => $"{fact.Meaning} is {(WithEnds ? "at most" : "under")} {Words.Limit(most, fact)}",
            ({ } least, null) => $"{fact.Meaning} is {(WithEnds ? "at least" : "over")} {Words.Limit(least, fact)}",
            ({ } least, { } most) when least == most => $"{fact.Meaning} is {Words.Limit(least, fact)}",
            var (least, most) =>
                $"{fact.Meaning} is from {Words.Number(least!.Value)} to {Words.Limit(most!.Value, fact)}",
        };

    protected override string WhyNotKnown(Fact fact, FactValue value)
    {
        var number = value.Number!.Value;
        var end = IsOver(number) ? Most!.Value : Least!.Value;
        var distance = Words.Distance(number, end, fact);
        var how = (Math.Sign(number.CompareTo(end)), Least == Most) switch
        {
            (0, _) => $"exactly at the limit: it must be {(Most is null ? "over" : "under")} {Words.Number(end)}",
            (> 0, true) => $"{distance} more than {Words.Number(end)}",
            (< 0, true) => $"{distance} less than {Words.Number(end)}",
            (> 0, _) => $"{distance} over the limit of {Words.Number(end)}",
            _ => $"{distance} short of the limit of {Words.Number(end)}",
        };
        return $"{fact.Meaning} is {Words.Amount(number, fact)}, {how}";
    }

    private static Reading Between(string from, string to, Fact fact)
    {
        var (least, wrongLeast) = NumberText.Read(from, fact);
        var (most, wrongMost) = NumberText.Read(to, fact);
        if (wrongLeast is not null || wrongMost is not null)
            return Reading.Wrong(string.Join("; ", new[] { wrongLeast, wrongMost }.OfType<string>()));
        return least <= most
            ? Reading.As(new NumberCondition(least, most, true))
            : Reading.Wrong(
                $"holds no number, as {Words.Number(least)} is more than {Words.Number(most)}; write {Words.Number(most)}..{Words.Number(least)}"
            );
    }

    private bool IsOver(decimal number) => Most is { } most && (number > most || number == most && !WithEnds);

    private bool IsShort(decimal number) => Least is { } least && (number < least || number == least && !WithEnds);

    private bool EndsBefore(NumberCondition range) =>
        Most is { } most && (most < range.Least || most == range.Least && !(WithEnds && range.WithEnds));
}
