using System.Text.Json;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>What a mutation answered.</summary>
/// <param name="Payload">Its fields; meaningful where nothing was refused.</param>
/// <param name="Refusals">Shopify's own words where it said no: a matter of business, not of failure.</param>
internal sealed record ShopifyAnswer(JsonElement Payload, IReadOnlyList<ShopifyRefusal> Refusals)
{
    /// <summary>It said no.</summary>
    internal bool IsRefused => Refusals.Count > 0;

    /// <summary>It said no because the thing is not in the state for it: maybe since an earlier attempt did it.</summary>
    internal bool IsAlreadyPast => Refusals.Any(refusal => refusal.Code is "INVALID_STATE");

    /// <summary>All refusals as one line.</summary>
    internal string Words => string.Join(' ', Refusals.Select(refusal => refusal.Message));

    /// <summary>Reads a payload; none at all means that nothing was done.</summary>
    internal static ShopifyAnswer Read(JsonElement? payload) =>
        payload is { } some
            ? new ShopifyAnswer(some, Read(some))
            : new ShopifyAnswer(default, [new ShopifyRefusal(null, "Shopify did nothing and gave no reason.")]);

    // Some payloads have errors without a code: asking for one there would fail the whole document.
    private static IReadOnlyList<ShopifyRefusal> Read(JsonElement payload) =>
        payload.Get("userErrors") is { } errors
            ?
            [
                .. errors
                    .EnumerateArray()
                    .Select(error => new ShopifyRefusal(error.TextOrNull("code"), error.Text("message"))),
            ]
            : [];
}

/// <summary>One reason for a no.</summary>
/// <param name="Code">What kind, where Shopify tells.</param>
/// <param name="Message">Its words.</param>
internal sealed record ShopifyRefusal(string? Code, string Message);
