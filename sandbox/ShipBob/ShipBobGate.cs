using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Who may come in, how often, and in which version of the API. https://developer.shipbob.com/rate-limit</summary>
internal sealed class ShipBobGate(PretendShipBobOptions options, TimeProvider clock) : IEndpointFilter
{
    private static readonly string[] Versions = ["2026-01", "2026-07"];
    private readonly CallLimit limit = new(options.CallsPerMinute, TimeSpan.FromMinutes(1), clock);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!Versions.Contains(http.GetRouteValue("version") as string, StringComparer.Ordinal))
            return ShipBobReplies.Gateway(StatusCodes.Status404NotFound, "Resource not found");
        if (!IsKnown(http.Request.Headers.Authorization.ToString()))
            return ShipBobReplies.Gateway(
                StatusCodes.Status401Unauthorized,
                "Unauthorized. Access token is missing or invalid."
            );

        var call = limit.Take("user");
        http.Response.Headers["x-remaining-calls"] = call.Remaining.ToString(CultureInfo.InvariantCulture);
        if (call.Allowed)
            return await next(context);
        var seconds = call.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["x-retry-after"] = seconds;
        return ShipBobReplies.Gateway(
            StatusCodes.Status429TooManyRequests,
            $"Rate limit is exceeded. Try again in {seconds} seconds."
        );
    }

    /// <summary>Null when the call names the channel that may write; otherwise the refusal.</summary>
    internal IResult? RefusesToWrite(HttpRequest request, out int channel)
    {
        var named = request.Headers["shipbob_channel_id"].ToString();
        if (!int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out channel))
            return ShipBobReplies.BadRequest("The shipbob_channel_id header is required and must be an integer.");
        return channel == options.ChannelId
            ? null
            : ShipBobReplies.Gateway(
                StatusCodes.Status403Forbidden,
                $"Channel {named} has no write scope for this token."
            );
    }

    private bool IsKnown(string authorization) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(authorization),
            Encoding.UTF8.GetBytes($"Bearer {options.Token}")
        );
}
