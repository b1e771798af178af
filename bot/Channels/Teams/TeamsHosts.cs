using System.Net;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Where the bot's token may travel to. Each conversation brings the address it is answered at, so that address is held against
/// Microsoft's hosts before anything is sent there.
/// </summary>
internal sealed class TeamsHosts(TeamsOptions options)
{
    /// <summary>The Teams service of Microsoft's clouds; learn.microsoft.com, send-proactive-messages.</summary>
    private static readonly string[] Microsofts =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "botapi.skype.com",
    ];

    private readonly IReadOnlyList<string> hosts = options.ServiceHosts is { Count: > 0 } named ? named : Microsofts;

    /// <summary>A host is this machine.</summary>
    internal static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The token may go there.</summary>
    internal bool Allows(string? serviceUrl) => Find(serviceUrl) is not null;

    /// <summary>An address below a conversation's service.</summary>
    /// <exception cref="OutsideException">The token may not go there; nothing was sent.</exception>
    internal Uri Below(string serviceUrl, string path) =>
        Find(serviceUrl) is { } root
            ? new Uri(root.AbsoluteUri.TrimEnd('/') + "/" + path)
            : throw Resting.Barred(TeamsClient.Name, "a conversation is answered at a host that is not Microsoft's");

    private Uri? Find(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address))
            return null;
        var isPlain = address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };
        return isPlain && hosts.Any(host => Fits(address, host)) ? address : null;
    }

    private static bool Fits(Uri address, string host)
    {
        if (IsThisMachine(host))
            return address.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
                && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        return address.Scheme == Uri.UriSchemeHttps
            && address.IsDefaultPort
            && (
                address.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
                || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase)
            );
    }
}
