namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>What is written on a refund so that it is found again: which effect of which run it was, and for which return.</summary>
internal static class ShopifyNote
{
    internal static string For(EffectKey key, string returnId) => $"OpsBot {key}, {returnId}";

    /// <summary>The note was written for an effect.</summary>
    internal static bool IsOf(string? note, EffectKey key) =>
        note?.Contains($"OpsBot {key}, ", StringComparison.Ordinal) == true;

    /// <summary>The note was written for any effect on a return.</summary>
    internal static bool IsAbout(string? note, string returnId) =>
        note?.StartsWith("OpsBot ", StringComparison.Ordinal) == true
        && note.EndsWith($", {returnId}", StringComparison.Ordinal);
}
