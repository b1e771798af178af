using System.Globalization;
using System.Net.Http.Headers;

namespace OpsBot.Bot.Http;

/// <summary>Reads how long a system asks to be left alone, in every spelling met so far.</summary>
internal static class RetryAfter
{
    private const string Standard = "Retry-After";

    /// <summary>ShipBob's spelling; sb:guides/rate-limits.</summary>
    private const string ShipBob = "x-retry-after";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Seconds or a date; nothing where the header is absent or makes no sense.</summary>
    internal static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => Vendor(headers),
        };
        return wait switch
        {
            null => null,
            { Ticks: < 0 } => TimeSpan.Zero,
            { } some when some > Longest => Longest,
            var some => some,
        };
    }

    /// <summary>Shopify's edge writes seconds as a fraction, 2.0, which is not what the header allows.</summary>
    private static TimeSpan? Vendor(HttpResponseHeaders headers) =>
        Seconds(headers, Standard) ?? Seconds(headers, ShipBob);

    private static TimeSpan? Seconds(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
