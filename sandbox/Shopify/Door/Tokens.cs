using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Sandbox.Shopify.Door;

/// <summary>Hands out tokens for client id and secret, and knows which are still good. https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant</summary>
internal sealed class Tokens
{
    private readonly PretendShopifyOptions options;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Token> known = new(StringComparer.Ordinal);

    internal Tokens(PretendShopifyOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        Keep(options.AccessToken, until: null);
    }

    internal Token? Issue(string? clientId, string? clientSecret) =>
        Same(clientId, options.ClientId) & Same(clientSecret, options.ClientSecret)
            ? Keep(
                "shpat_" + RandomNumberGenerator.GetHexString(32, lowercase: true),
                clock.GetUtcNow() + options.TokenLifetime
            )
            : null;

    internal Token? Find(string? text)
    {
        if (string.IsNullOrEmpty(text) || !known.TryGetValue(text, out var token))
            return null;
        return token.Until is { } until && until <= clock.GetUtcNow() ? null : token;
    }

    private Token Keep(string text, DateTimeOffset? until) =>
        known[text] = new Token(
            text,
            options.Scopes.ToHashSet(StringComparer.Ordinal),
            until,
            new Bucket(options.BucketSize, options.RestoreRate, clock)
        );

    private static bool Same(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));
}
