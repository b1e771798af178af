using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OpsBot.Sandbox.Teams;

/// <summary>Where this host listens, known once it has started.</summary>
internal sealed class TeamsAddress(IServer server)
{
    internal string Prefix { get; set; } = "";

    /// <summary>Where activities want to be answered at.</summary>
    internal string Service => Of("connector/");

    /// <summary>Where the bot gets its tokens.</summary>
    internal Uri Login => new(Of("login/"));

    /// <summary>Where the keys are named.</summary>
    internal Uri OpenId => new(Of("openid/.well-known/openidconfiguration"));

    /// <summary>Where the bot asks who is in a group.</summary>
    internal Uri Graph => new(Of("graph/"));

    internal string Of(string path)
    {
        var root = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return $"{root.TrimEnd('/')}{Prefix}/{path}";
    }
}
