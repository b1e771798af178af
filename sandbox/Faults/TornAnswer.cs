using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsBot.Sandbox.Faults;

/// <summary>
/// An answer that breaks off in the middle. It is written past the server, which on an abort may throw away what it has not
/// sent yet, so that nothing of the answer would be seen.
/// </summary>
internal static class TornAnswer
{
    internal static async Task SendHalfAsync(HttpContext context, byte[] body)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        var status = context.Response.StatusCode;
        context.Response.ContentLength = body.Length;
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach (var (name, value) in context.Response.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append("\r\n");
        byte[] half = [.. Encoding.ASCII.GetBytes(head.ToString()), .. body.AsSpan(0, body.Length / 2)];
        await socket.SendAsync(half, context.RequestAborted);
        context.Abort();
    }
}
