using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OpsBot.Sandbox.Teams;

/// <summary>Where the bot gets its tokens: <c>{tenant}/oauth2/v2.0/token</c>, client credentials alone.</summary>
internal sealed class LoginDoor(PretendTeamsOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> issued = new(StringComparer.Ordinal);

    /// <summary>How many tokens were given.</summary>
    internal int Given { get; private set; }

    /// <summary>The last token given.</summary>
    internal string? Last { get; private set; }

    /// <summary>A token is one of ours and not out of date.</summary>
    internal bool IsGood(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) is true
        && issued.TryGetValue(authorization["Bearer ".Length..], out var until)
        && until > clock.GetUtcNow();

    /// <summary>No token given so far is good any more.</summary>
    internal void RevokeAll() => issued.Clear();

    internal async Task<IResult> TokenAsync(string tenant, HttpRequest request, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return Refused("AADSTS900144", "invalid_request", 400);
        var form = await request.ReadFormAsync(stop);
        if (tenant != options.TenantId)
            return Refused("AADSTS90002", "invalid_request", 400);
        if (form["grant_type"] != "client_credentials")
            return Refused("AADSTS70003", "unsupported_grant_type", 400);
        if (form["client_id"] != options.AppId)
            return Refused("AADSTS700016", "unauthorized_client", 400);
        if (form["client_secret"] != options.ClientSecret)
            return Refused("AADSTS7000215", "invalid_client", 401);
        // The library asks for the identity scopes beside its own.
        if (!form["scope"].ToString().Split(' ').Contains(options.Scope, StringComparer.Ordinal))
            return Refused("AADSTS70011", "invalid_scope", 400);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        issued[token] = clock.GetUtcNow() + options.TokenLasts;
        Given++;
        Last = token;
        return Results.Json(
            new
            {
                token_type = "Bearer",
                expires_in = (int)options.TokenLasts.TotalSeconds,
                ext_expires_in = (int)options.TokenLasts.TotalSeconds,
                access_token = token,
            }
        );
    }

    private static IResult Refused(string code, string error, int status) =>
        Results.Json(
            new { error, error_description = $"{code}: Refused for the tenant of somebody@shop.example." },
            statusCode: status
        );
}
