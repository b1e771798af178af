namespace OpsBot.Sandbox.Web;

/// <summary>
/// The page's buttons make signed requests in a person's name, so only the page itself may press them: another site's script is
/// refused by what the browser says about where it comes from.
/// </summary>
internal static class SameOrigin
{
    internal static async ValueTask<object?> DemandAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) =>
        IsFromHere(context.HttpContext.Request)
            ? await next(context)
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site != "same-origin")
            return false;
        return request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
    }
}
