using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Who may come in and how often. https://developer.zendesk.com/api-reference/introduction/rate-limits/</summary>
internal sealed class ZendeskGate(PretendZendeskOptions options, TimeProvider clock) : IEndpointFilter
{
    private readonly CallLimit calls = new(options.CallsPerMinute, TimeSpan.FromMinutes(1), clock);
    private readonly CallLimit updates = new(options.UpdatesPerMinute, TimeSpan.FromMinutes(1), clock);
    private readonly CallLimit perTicket = new(options.UpdatesPerTicketIn10Minutes, TimeSpan.FromMinutes(10), clock);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var call = calls.Take("account");
        http.Response.Headers["x-rate-limit"] = calls.Calls.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["x-rate-limit-remaining"] = call.Remaining.ToString(CultureInfo.InvariantCulture);
        if (!call.Allowed)
            return ZendeskReplies.TooMany(http.Response, call);
        return IsKnown(http.Request) || MayBeAnonymous(http) ? await next(context) : ZendeskReplies.Unauthorized();
    }

    /// <summary>Null when this ticket may be updated once more now; otherwise the refusal.</summary>
    internal IResult? RefusesUpdate(HttpResponse response, long ticket)
    {
        var whole = updates.Take("account");
        if (!whole.Allowed)
            return ZendeskReplies.TooMany(response, whole);
        var one = perTicket.Take(ticket.ToString(CultureInfo.InvariantCulture));
        return one.Allowed ? null : ZendeskReplies.TooMany(response, one);
    }

    internal bool IsKnown(HttpRequest request)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString());
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Email}/token:{options.Token}"));
        return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes("Basic " + basic))
            || CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes("Bearer " + options.Token));
    }

    private static bool MayBeAnonymous(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AllowAnonymousCallers>() is not null;
}

/// <summary>Marks the one address that answers strangers too.</summary>
internal sealed class AllowAnonymousCallers;
