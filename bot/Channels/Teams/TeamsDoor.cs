using System.Net;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// What every request must pass before anything in it is believed: size, token, shape, and that it comes from our own tenant.
/// Whoever is not Teams hears 401, and Teams itself 403 where it speaks for others than ours.
/// </summary>
internal sealed partial class TeamsDoor(
    TeamsGuard guard,
    TeamsHosts hosts,
    TeamsOptions options,
    ILogger<TeamsDoor> log
)
{
    /// <summary>Teams sends a few kilobytes.</summary>
    internal const int MaxBytes = 256 * 1024;

    /// <summary>Reads an activity.</summary>
    /// <returns>The activity, or the status to answer instead.</returns>
    internal async Task<(TeamsActivity? Activity, int Status)> OpenAsync(HttpRequest request)
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await RawBody.ReadAsync(request, MaxBytes, cancel) is not { } body)
            return (null, StatusCodes.Status413PayloadTooLarge);
        if (options.IsWithoutTokens)
            return IsFromHere(request) ? Shape(body, vouched: null) : (null, StatusCodes.Status401Unauthorized);
        if (request.Headers.Authorization is not [{ } authorization])
            return (null, StatusCodes.Status401Unauthorized);
        try
        {
            return await guard.VouchedAsync(authorization, cancel) is { } vouched
                ? Shape(body, vouched)
                : (null, StatusCodes.Status401Unauthorized);
        }
        catch (OutsideException failure)
        {
            // Nobody can be told from Teams now: Teams may send it again.
            Log.NoKeys(log, failure.Message);
            return (null, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private (TeamsActivity? Activity, int Status) Shape(byte[] body, string? vouched)
    {
        if (TeamsJson.Object(body) is not { } json)
            return (null, StatusCodes.Status400BadRequest);
        var activity = new TeamsActivity(json);
        // The bot's own token is sent to that address: the caller's token must vouch for it.
        if (vouched is not null && !vouched.Equals(activity.ServiceUrl, StringComparison.OrdinalIgnoreCase))
            return (null, StatusCodes.Status401Unauthorized);
        return Trouble(activity) is { } why ? Refuse(why) : (activity, StatusCodes.Status200OK);
    }

    private string? Trouble(TeamsActivity activity)
    {
        if (activity.ChannelId != TeamsGuard.Channel)
            return "it is not of Teams";
        if (!hosts.Allows(activity.ServiceUrl))
            return "it wants to be answered at a host that is not among ServiceHosts";
        var tenants = activity.Tenants.ToList();
        if (tenants.Count == 0 || !tenants.TrueForAll(IsOurs))
            return "it is of another tenant";
        return null;
    }

    private bool IsOurs(string tenant) => tenant.Equals(options.TenantId, StringComparison.OrdinalIgnoreCase);

    private (TeamsActivity? Activity, int Status) Refuse(string why)
    {
        Log.Refused(log, why);
        return (null, StatusCodes.Status403Forbidden);
    }

    /// <summary>
    /// A program on this machine: not a proxy that speaks for others, nor a page in a browser, which names where it comes from.
    /// </summary>
    private static bool IsFromHere(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        return connection is { RemoteIpAddress: { } from, LocalIpAddress: { } to }
            && IPAddress.IsLoopback(from)
            && IPAddress.IsLoopback(to)
            && TeamsHosts.IsThisMachine(request.Host.Host)
            && request.HasJsonContentType()
            && !request.Headers.ContainsKey("Origin")
            && !request.Headers.ContainsKey("Forwarded")
            && !request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Teams: an activity was refused: {Why}")]
        internal static partial void Refused(ILogger log, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "Teams: nobody can be told from Teams: {Why}")]
        internal static partial void NoKeys(ILogger log, string why);
    }
}
