namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>
/// The last line of every comment: which effect of which run it is. It is how a comment is found again, since updates carry no
/// key; it stands in the text because that is what Zendesk surely keeps and shows, and what a customer can quote to the shop.
/// </summary>
internal static class ZendeskMark
{
    /// <summary>The text with its mark, and inert: Zendesk fills in what stands between double braces.</summary>
    internal static string Put(string text, EffectKey key) =>
        text.Replace("{{", "{ {", StringComparison.Ordinal).Replace("{%", "{ %", StringComparison.Ordinal).TrimEnd()
        + "\n\n"
        + For(key);

    /// <summary>The text carries the mark of an effect.</summary>
    internal static bool IsIn(string? text, EffectKey key) =>
        text?.Contains(For(key), StringComparison.Ordinal) == true;

    // Brackets: the mark of step 1 must not be found in that of step 12.
    private static string For(EffectKey key) => $"[ref {key}]";
}
