using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OpsBot.Sandbox.Slack;

/// <summary>Where this host listens, known once it has started.</summary>
internal sealed class OwnAddress(IServer server)
{
    internal string Prefix { get; set; } = "";

    internal string Of(string path)
    {
        var root = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return $"{root.TrimEnd('/')}{Prefix}/{path}";
    }
}
