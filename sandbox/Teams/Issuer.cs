using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// The keys of the pretend connector and the tokens made with them. Written by hand, so that a mistake in the bot's library is not
/// made here as well.
/// </summary>
internal sealed class Issuer : IDisposable
{
    private const int Bits = 2048;

    /// <summary>Made once: a key takes longer than most of what is done with it.</summary>
    private static readonly Lazy<(RSAParameters First, RSAParameters Others)> Made = new(() => (Make(), Make()));

    private readonly List<IssuerKey> keys =
    [
        new("first", ["msteams"], RSA.Create(Made.Value.First)),
        new("other-channels", ["webchat", "directline"], RSA.Create(Made.Value.Others)),
    ];
    private readonly Lock gate = new();

    /// <summary>How often the document and the keys were asked for.</summary>
    internal int Asked { get; private set; }

    /// <summary>The key that signs now.</summary>
    internal IssuerKey Current
    {
        get
        {
            lock (gate)
                return keys[0];
        }
    }

    /// <summary>A key for other channels alone.</summary>
    internal IssuerKey ForOthers
    {
        get
        {
            lock (gate)
                return keys.Find(key => !key.Endorsements.Contains("msteams", StringComparer.Ordinal))!;
        }
    }

    /// <summary>From now on another key signs.</summary>
    internal IssuerKey Rotate(string id, bool forget = false)
    {
        lock (gate)
        {
            if (forget)
                keys.RemoveAt(0);
            keys.Insert(0, new IssuerKey(id, ["msteams"], RSA.Create(Bits)));
            return keys[0];
        }
    }

    internal JsonObject Document(string issuer, string keysUrl)
    {
        lock (gate)
            Asked++;
        return new JsonObject
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = "https://invalid.botframework.com",
            ["jwks_uri"] = keysUrl,
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
        };
    }

    internal JsonObject Keys()
    {
        lock (gate)
        {
            Asked++;
            return new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.Public())]) };
        }
    }

    public void Dispose()
    {
        lock (gate)
            keys.ForEach(key => key.Dispose());
    }

    private static RSAParameters Make()
    {
        using var rsa = RSA.Create(Bits);
        return rsa.ExportParameters(includePrivateParameters: true);
    }

    internal static string Encoded(JsonNode part) => Encoded(Encoding.UTF8.GetBytes(part.ToJsonString()));

    internal static string Encoded(ReadOnlySpan<byte> part) => Base64Url.EncodeToString(part);
}

/// <summary>A key of the pretend connector.</summary>
internal sealed class IssuerKey(string id, IReadOnlyList<string> endorsements, RSA rsa) : IDisposable
{
    internal string Id => id;

    internal IReadOnlyList<string> Endorsements => endorsements;

    /// <summary>The modulus: what a forger would take for a shared secret.</summary>
    internal byte[] Modulus => rsa.ExportParameters(includePrivateParameters: false).Modulus!;

    /// <summary>A token, with the header and the claims as they are.</summary>
    internal string Sign(JsonObject header, JsonObject claims)
    {
        var signed = $"{Issuer.Encoded(header)}.{Issuer.Encoded(claims)}";
        var hash = header["alg"]?.GetValue<string>() switch
        {
            "RS384" => HashAlgorithmName.SHA384,
            "RS512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        var padding = header["alg"]?.GetValue<string>() is "PS256"
            ? RSASignaturePadding.Pss
            : RSASignaturePadding.Pkcs1;
        return $"{signed}.{Issuer.Encoded(rsa.SignData(Encoding.ASCII.GetBytes(signed), hash, padding))}";
    }

    internal JsonObject Public()
    {
        var parts = rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["x5t"] = id,
            ["n"] = Issuer.Encoded(parts.Modulus),
            ["e"] = Issuer.Encoded(parts.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(name => JsonValue.Create(name))]),
        };
    }

    public void Dispose() => rsa.Dispose();
}
