namespace OpsBot.Bot.Channels;

/// <summary>Draws the one card of many that came at once. Pure, like <see cref="CardFace"/>.</summary>
internal static class GroupFace
{
    /// <summary>The button that shows the members.</summary>
    internal const string Show = "show";

    /// <summary>The button that decides several at once.</summary>
    internal const string Bulk = "bulk";

    private const int MostTitles = 6;

    /// <summary>The card of a group at a moment.</summary>
    internal static Card Of(CardGroup group, DateTimeOffset now)
    {
        var open = group.Members.Where(member => member.Escalation.IsOpen).ToList();
        var first = group.Members[0].Escalation;
        var overdue = open.Count(member => now >= member.Escalation.Question.Deadline);
        return new Card(
            group.Id,
            Title(group.Members, first),
            open.Count == 0 ? CardState.Finished
                : overdue > 0 ? CardState.Overdue
                : CardState.Open
        )
        {
            Status = Status(group.Members, open, overdue),
            At = open.Count > 0 ? first.Question.Deadline : group.Members.Max(member => member.Escalation.SettledAt),
            Why =
                "More alike came at once than are shown one by one, so they share this card. Each of them is a case of its own "
                + "and is answered by itself.",
            Fields = [.. Counts(group.Members, open.Count)],
            Lists = [Rules(group.Members), .. open.Count == 0 ? [] : (CardList[])[First(open)]],
            Actions = [.. Actions(group.Members.Count, open.Count)],
            AskedAt = group.OpenedAt,
        };
    }

    private static string Title(IReadOnlyList<GroupMember> members, Escalation first)
    {
        var what = first.Kind is EscalationKind.Trouble ? "stopped runs" : "cases";
        var sums = Sums(members);
        return $"{members.Count} {what} of {first.Loop}{(sums.Length == 0 ? "" : $" · {sums}")}";
    }

    private static string Status(IReadOnlyList<GroupMember> members, List<GroupMember> open, int overdue)
    {
        if (open.Count == 0)
            return $"All {members.Count} are settled, the last one at";
        var asked = open[0].Escalation.Question.MayAnswer;
        var who =
            asked.Count == 0
                ? ", but nobody may give one: the loop has no approvers configured"
                : " from " + string.Join(" or ", asked.Select(role => $"the {role} role"));
        var waits = $"{open.Count} of {members.Count} {(open.Count == 1 ? "waits" : "wait")} for an answer{who}.";
        return overdue == 0 ? $"{waits} The first is due" : $"{overdue} overdue: {waits} The first was due";
    }

    private static IEnumerable<Field> Counts(IReadOnlyList<GroupMember> members, int open)
    {
        if (open > 0)
            yield return new Field("Open", $"{open}{In(members, Verdict.None)}");
        foreach (var verdict in Enum.GetValues<Verdict>().Where(verdict => verdict is not Verdict.None))
        {
            var count = members.Count(member => !member.Escalation.IsOpen && member.Escalation.Verdict == verdict);
            if (count > 0)
                yield return new Field(verdict.ToString(), $"{count}{In(members, verdict)}");
        }

        var own = members.Count(member => member.HasOwnCard);
        if (own > 0)
            yield return new Field("With a card of their own", $"{own}");
    }

    private static string In(IReadOnlyList<GroupMember> members, Verdict verdict)
    {
        var sums = Sums([.. members.Where(member => member.Escalation.Verdict == verdict)]);
        return sums.Length == 0 ? "" : $" · {sums}";
    }

    /// <summary>Sums of different currencies are never added up.</summary>
    private static string Sums(IReadOnlyList<GroupMember> members) =>
        string.Join(
            " + ",
            members
                .Select(member => member.Escalation.Question.Amount)
                .OfType<Money>()
                .GroupBy(amount => amount.Currency, StringComparer.Ordinal)
                .OrderBy(amounts => amounts.Key, StringComparer.Ordinal)
                .Select(amounts => new Money(amounts.Sum(amount => amount.Amount), amounts.Key).ToString())
        );

    private static CardList Rules(IReadOnlyList<GroupMember> members) =>
        new(
            "Rules that asked",
            [
                .. members
                    .GroupBy(member => member.Rule ?? "no rule", StringComparer.Ordinal)
                    .OrderByDescending(rule => rule.Count())
                    .ThenBy(rule => rule.Key, StringComparer.Ordinal)
                    .Select(rule => $"{rule.Key}: {rule.Count()}"),
            ]
        );

    private static CardList First(List<GroupMember> open) =>
        new(
            "Due first",
            [
                .. open.Take(MostTitles - 1).Select(member => member.Escalation.Question.Title),
                .. open.Count < MostTitles ? [] : (string[])[$"and {open.Count - MostTitles + 1} more"],
            ]
        );

    private static IEnumerable<CardAction> Actions(int members, int open)
    {
        yield return new CardAction(
            Show,
            "Show them",
            $"Shows the {members} cases, each to be opened and decided by itself"
        );
        if (open > 1)
            yield return new CardAction(Bulk, "Decide several", $"Lets you choose among the {open} that are open");
    }
}
