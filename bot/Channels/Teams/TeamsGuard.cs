using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Whether a caller is the connector of Teams: its token is signed by a key that Microsoft endorses for Teams, is for this bot, is
/// not out of date, and names the address that the activity wants to be answered at (learn.microsoft.com, Bot Framework,
/// Authentication with the Bot Connector API, connector to bot).
/// </summary>
internal sealed class TeamsGuard(TeamsKeys keys, TeamsOptions options, TimeProvider clock)
{
    /// <summary>The channel, as activities and keys name it.</summary>
    internal const string Channel = "msteams";

    private const string Scheme = "Bearer ";
    private const int LargestToken = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler reader = new()
    {
        MaximumTokenSizeInBytes = LargestToken,
        MapInboundClaims = false,
    };

    /// <summary>The address that a caller's token vouches for; nothing where it is nobody's or not for us.</summary>
    /// <param name="authorization">The <c>Authorization</c> header.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">No key of Teams is known, and it cannot be asked.</exception>
    internal async Task<string?> VouchedAsync(string? authorization, CancellationToken cancel)
    {
        if (Read(authorization) is not { } token)
            return null;
        // Before any key is looked for: strangers make the bot ask nobody.
        if (token.Issuer != options.TokenIssuer || token.Alg != SecurityAlgorithms.RsaSha256)
            return null;
        if (string.IsNullOrEmpty(token.Kid) || token.TryGetHeaderValue<object>("crit", out _))
            return null;
        if (await keys.FindAsync(token.Kid, cancel) is not { } key || !TeamsKeys.IsForTeams(key))
            return null;
        var result = await reader.ValidateTokenAsync(token, Parameters(key));
        return result.IsValid && token.TryGetPayloadValue<string>("serviceurl", out var url) ? url : null;
    }

    private JsonWebToken? Read(string? authorization)
    {
        if (authorization?.StartsWith(Scheme, StringComparison.Ordinal) is not true)
            return null;
        var text = authorization[Scheme.Length..];
        try
        {
            return text.Length <= LargestToken && text.Count('.') == 2 ? reader.ReadJsonWebToken(text) : null;
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException or JsonException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(JsonWebKey key) =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = options.TokenIssuer,
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            AudienceValidator = (audiences, _, _) => IsForUs([.. audiences]),
            LifetimeValidator = (from, until, _, _) => IsNow(from, until),
        };

    private bool IsForUs(string[] audiences) =>
        audiences.Length == 1 && audiences[0].Equals(options.AppId, StringComparison.OrdinalIgnoreCase);

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until > now - Skew && (from is null || from <= now + Skew);
    }
}
