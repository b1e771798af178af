using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OpsBot.Sandbox.Teams;

/// <summary>Where the bot gets its tokens: <c>{tenant}/oauth2/v2.0/token</c>, client credentials alone.</summary>
internal sealed class LoginDoor(PretendTeamsOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (string Scope, DateTimeOffset Until)> issued = new(
        StringComparer.Ordinal
    );

    /// <summary>How many tokens were given.</summary>
    internal int Given { get; private set; }

    /// <summary>The last token given, whatever for.</summary>
    internal string? Last { get; private set; }

    /// <summary>Whoever asks waits for it.</summary>
    internal Task Held { get; set; } = Task.CompletedTask;

    /// <summary>The number it refuses everybody by; nothing where it does not.</summary>
    internal string? Refusal { get; set; }

    /// <summary>A token is one of ours, for that scope, and not out of date.</summary>
    /// <param name="authorization">The header.</param>
    /// <param name="scope">The connector's where absent.</param>
    internal bool IsGood(string? authorization, string? scope = null) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) is true
        && issued.TryGetValue(authorization["Bearer ".Length..], out var known)
        && known.Scope == (scope ?? options.Scope)
        && known.Until > clock.GetUtcNow();

    /// <summary>No token given so far is good any more.</summary>
    internal void RevokeAll() => issued.Clear();

    internal async Task<IResult> TokenAsync(string tenant, HttpRequest request, CancellationToken stop)
    {
        await Held.WaitAsync(stop);
        if (Refusal is { } number)
            return Refused(number, "temporarily_unavailable", 400);
        if (!request.HasFormContentType)
            return Refused("AADSTS900144", "invalid_request", 400);
        var form = await request.ReadFormAsync(stop);
        if (tenant != options.TenantId)
            return Refused("AADSTS90002", "invalid_request", 400);
        if (form["grant_type"] != "client_credentials")
            return Refused("AADSTS70003", "unsupported_grant_type", 400);
        if (form["client_id"] != options.AppId)
            return Refused("AADSTS700016", "unauthorized_client", 400);
        if (Stranger(form, request, tenant) is { } code)
            return Refused(code, "invalid_client", 401);
        // The library asks for the identity scopes beside its own; of resources it names one.
        string[] scopes =
        [
            .. form["scope"]
                .ToString()
                .Split(' ')
                .Where(scope => scope == options.Scope || scope == options.GraphScope),
        ];
        if (scopes is not [var wanted])
            return Refused("AADSTS70011", "invalid_scope", 400);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        issued[token] = (wanted, clock.GetUtcNow() + options.TokenLasts);
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

    /// <summary>The secret, or a signature by the certificate that is registered.</summary>
    private string? Stranger(IFormCollection form, HttpRequest request, string tenant)
    {
        if (!form.ContainsKey("client_assertion"))
            return form["client_secret"] == options.ClientSecret ? null : "AADSTS7000215";
        if (form["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            return "AADSTS90014";
        var endpoint = $"https://{request.Host}/{tenant}/oauth2/v2.0/token";
        return LoginAssertion.Refusal(form["client_assertion"].ToString(), options, endpoint, clock.GetUtcNow());
    }

    private static IResult Refused(string code, string error, int status) =>
        Results.Json(
            new { error, error_description = $"{code}: Refused for the tenant of somebody@shop.example." },
            statusCode: status
        );
}
