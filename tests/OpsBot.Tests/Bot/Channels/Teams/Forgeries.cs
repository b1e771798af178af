using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>Makes tokens that Teams would never make.</summary>
internal static class Forgeries
{
    /// <summary>A token keyed by a shared secret: a library that lets the token say how it is checked would take it.</summary>
    internal static string Keyed(this PretendTeams teams, byte[] secret)
    {
        var parts = teams.Token((header, _) => header["alg"] = "HS256").Split('.');
        var signed = $"{parts[0]}.{parts[1]}";
        return $"{signed}.{Issuer.Encoded(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A token signed by a key of a stranger's under the name of a key of Teams.</summary>
    internal static string OfStranger(
        this PretendTeams teams,
        Action<JsonObject, IssuerKey>? change = null,
        int bits = 2048
    )
    {
        using var stranger = new IssuerKey(teams.Levers.Issuer.Current.Id, ["msteams"], RSA.Create(bits));
        return teams.Token((header, _) => change?.Invoke(header, stranger), stranger);
    }

    /// <summary>Another claim set under a signature of Teams.</summary>
    internal static string Spliced(this PretendTeams teams, Action<JsonObject> change)
    {
        var good = teams.Token().Split('.');
        var other = teams.Token((_, claims) => change(claims)).Split('.');
        return $"{good[0]}.{other[1]}.{good[2]}";
    }
}
