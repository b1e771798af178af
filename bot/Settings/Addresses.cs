namespace OpsBot.Bot.Settings;

/// <summary>Which addresses secrets and customers' data may travel to.</summary>
internal static class Addresses
{
    /// <summary>What to say of one that is not safe.</summary>
    internal const string Wanted = "must be an https address, or http on this machine.";

    /// <summary>https, or http on this machine.</summary>
    internal static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
