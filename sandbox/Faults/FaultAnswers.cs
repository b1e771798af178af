using System.Globalization;
using System.Net.Mime;

namespace OpsBot.Sandbox.Faults;

/// <summary>How each system says that it was asked too often, and how the machines before it say that something broke.</summary>
internal static class FaultAnswers
{
    internal static Task TooManyAsync(HttpContext context, FaultOrder fault)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(fault.Wait.TotalSeconds));
        var (header, value, type, text) = fault.System switch
        {
            "shopify" => (
                "Retry-After",
                string.Create(CultureInfo.InvariantCulture, $"{seconds}.0"),
                MediaTypeNames.Application.Json,
                """{"errors":"Exceeded the call limit for this shop. Reduce request rates to resume uninterrupted service."}"""
            ),
            "shipbob" => (
                "x-retry-after",
                Plain(seconds),
                MediaTypeNames.Application.Json,
                $$"""{"statusCode":429,"message":"Rate limit is exceeded. Try again in {{Plain(seconds)}} seconds."}"""
            ),
            "slack" => (
                "Retry-After",
                Plain(seconds),
                MediaTypeNames.Application.Json,
                """{"ok":false,"error":"ratelimited"}"""
            ),
            "teams" => (
                "Retry-After",
                Plain(seconds),
                MediaTypeNames.Application.Json,
                """{"error":{"code":"Throttled","message":"Too many requests."}}"""
            ),
            _ => (
                "Retry-After",
                Plain(seconds),
                MediaTypeNames.Text.Plain,
                "Number of allowed API requests per minute exceeded"
            ),
        };
        context.Response.Headers[header] = value;
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, type, text);
    }

    internal static Task ErrorAsync(HttpContext context, int status)
    {
        context.Response.Clear();
        return WriteAsync(
            context,
            status,
            MediaTypeNames.Text.Html,
            $"<html><body><h1>{Plain(status)}</h1><p>Something went wrong. Please try again.</p></body></html>"
        );
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
