using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// What an app signs with its certificate in place of a secret; learn.microsoft.com/entra/identity-platform, certificate-credentials.
/// Read by hand, so that a mistake in the bot's library is not made here as well.
/// </summary>
internal static class LoginAssertion
{
    /// <summary>Longer than that a token of an app's own is not believed.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Why it is refused, by number; nothing where it is good.</summary>
    internal static string? Refusal(string assertion, PretendTeamsOptions options, string endpoint, DateTimeOffset now)
    {
        if (options.Certificate is not { } certificate)
            return "AADSTS700027";
        if (assertion.Split('.') is not [var head, var body, var signature])
            return "AADSTS50027";
        try
        {
            var header = Part(head);
            if (!IsNamed(header, certificate) || !IsSigned(header, $"{head}.{body}", signature, certificate))
                return "AADSTS700027";
            return ClaimRefusal(Part(body), options.AppId, endpoint, now);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException)
        {
            return "AADSTS50027";
        }
    }

    private static string? ClaimRefusal(JsonObject claims, string app, string endpoint, DateTimeOffset now)
    {
        if (claims["iss"]?.GetValue<string>() != app || claims["sub"]?.GetValue<string>() != app)
            return "AADSTS700021";
        if (claims["aud"]?.GetValue<string>() != endpoint)
            return "AADSTS700023";
        var (from, until) = (Moment(claims["nbf"]), Moment(claims["exp"]));
        return until is null || until + Skew < now || from - Skew > now ? "AADSTS700024" : null;
    }

    private static bool IsNamed(JsonObject header, X509Certificate2 certificate) =>
        header["x5t#S256"]?.GetValue<string>() == Issuer.Encoded(certificate.GetCertHash(HashAlgorithmName.SHA256))
        || header["x5t"]?.GetValue<string>() == Issuer.Encoded(certificate.GetCertHash());

    private static bool IsSigned(JsonObject header, string signed, string signature, X509Certificate2 certificate)
    {
        var padding = header["alg"]?.GetValue<string>() switch
        {
            "PS256" => RSASignaturePadding.Pss,
            "RS256" => RSASignaturePadding.Pkcs1,
            _ => null,
        };
        using var key = certificate.GetRSAPublicKey();
        return padding is not null
            && key!.VerifyData(
                Encoding.ASCII.GetBytes(signed),
                Base64Url.DecodeFromChars(signature),
                HashAlgorithmName.SHA256,
                padding
            );
    }

    private static JsonObject Part(string encoded) => JsonNode.Parse(Base64Url.DecodeFromChars(encoded))!.AsObject();

    /// <summary>Microsoft's own library writes moments as words, which Entra takes as numbers.</summary>
    private static DateTimeOffset? Moment(JsonNode? seconds) =>
        seconds is null
            ? null
            : DateTimeOffset.FromUnixTimeSeconds(
                long.Parse(seconds.ToString(), NumberStyles.None, CultureInfo.InvariantCulture)
            );
}
