using System.Reflection;

namespace OpsBot.Sandbox.Web;

/// <summary>The page's own files, out of the assembly; it loads nothing from anywhere else, and the policy says so.</summary>
internal static class PageFiles
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal static IResult Get(string name) =>
        Read(name) is { } bytes ? new PageFile(bytes, TypeOf(name)) : Results.NotFound();

    private static byte[]? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"OpsBot.Sandbox.Web.{name}");
        if (stream is null)
            return null;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };

    private sealed record PageFile(byte[] Bytes, string Type) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = Type;
            response.Headers.ContentSecurityPolicy = Policy;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.CacheControl = "no-cache";
            return response.Body.WriteAsync(Bytes, httpContext.RequestAborted).AsTask();
        }
    }
}
