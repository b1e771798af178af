namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// A card as one text: what notifications show and screen readers read (they skip blocks), so complete enough to decide by.
/// </summary>
internal static class SlackCardText
{
    /// <summary>As mrkdwn, with everything in it inert but the person and the moment.</summary>
    internal static string Of(Card card) =>
        SlackText.Join(Lines(card, SlackText.Inert, Mention, SlackBlocks.MomentInText));

    /// <summary>As plain text.</summary>
    internal static string PlainOf(Card card) =>
        SlackText.Join(
            Lines(
                card,
                text => text,
                by => by,
                at => at.ToUniversalTime().ToString("u", null).Replace("Z", " UTC", StringComparison.Ordinal)
            )
        );

    private static string Mention(string by) => SlackBlocks.PersonInText(by);

    private static IEnumerable<string> Lines(
        Card card,
        Func<string, string> inert,
        Func<string, string> person,
        Func<DateTimeOffset, string> moment
    )
    {
        yield return One(card.Title, 140);
        var by = card.By is null ? "" : person(card.By) + " ";
        var at = card.At is null ? "" : " " + moment(card.At.Value);
        yield return $"{by}{One(card.Status, 400)}{at}";
        if (card.Reason is { } reason)
            yield return One($"Reason given: {reason}", 500);
        yield return One($"Why: {card.Why}", 500);
        foreach (var change in card.Changed.Take(6))
            yield return One($"Changed: {change}", 150);
        foreach (var field in card.Fields.Take(10))
            yield return One($"{field.Label}: {field.Value}", 150);
        if (card.Quote is { } quote)
            yield return One($"The customer's words: {quote}", 400);
        foreach (var list in card.Lists.Take(4))
            yield return One($"{list.Heading}: {string.Join("; ", list.Lines.Take(6))}", 600);
        foreach (var choice in card.Choices.Take(10))
            yield return One(Effects(choice), 400);
        foreach (var tick in card.Ticks.Take(16))
            yield return One(CardTickWords.Of(tick), 150);

        string One(string text, int most) => inert(ChatText.Cut(ChatText.Line(text), most));
    }

    private static string Effects(CardChoice choice) =>
        choice.Effects.Count == 0 ? $"[{choice.Label}]" : $"[{choice.Label}] does: {string.Join("; ", choice.Effects)}";
}
