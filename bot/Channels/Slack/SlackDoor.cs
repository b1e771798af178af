using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// What every request of Slack's must pass before anything in it is believed: size, then signature over the raw bytes, then
/// shape; docs.slack.dev/authentication/verifying-requests-from-slack.
/// </summary>
internal sealed class SlackDoor(SlackOptions options, TimeProvider clock)
{
    /// <summary>The same for every reason, so that nobody learns which.</summary>
    internal static IResult Stranger =>
        Results.Text("""{"error":"invalid request"}""", "application/json", Encoding.UTF8, 401);

    internal static IResult NotUnderstood =>
        Results.Text("""{"error":"not understood"}""", "application/json", Encoding.UTF8, 400);

    private static IResult TooLarge => Results.StatusCode(StatusCodes.Status413PayloadTooLarge);

    /// <summary>Slack itself cannot be asked whose workspace this is: the person may try again.</summary>
    internal static IResult Unready => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Reads a signed form.</summary>
    /// <returns>The form, or the answer to give instead.</returns>
    internal async Task<(IReadOnlyDictionary<string, string>? Form, IResult? Answer)> OpenFormAsync(HttpRequest request)
    {
        if (await RawBody.ReadAsync(request, request.HttpContext.RequestAborted) is not { } body)
            return (null, TooLarge);
        var form = Read(body);
        // Slack looks now and then whether the address has a certificate; that much may be told to anybody.
        if (form?.GetValueOrDefault("ssl_check") == "1")
            return (null, Results.Ok());
        if (!IsSigned(request, body))
            return (null, Stranger);
        return form is null ? (null, NotUnderstood) : (form, null);
    }

    /// <summary>Reads a signed text.</summary>
    /// <returns>The text, or the answer to give instead.</returns>
    internal async Task<(string? Body, IResult? Answer)> OpenAsync(HttpRequest request)
    {
        if (await RawBody.ReadAsync(request, request.HttpContext.RequestAborted) is not { } body)
            return (null, TooLarge);
        return IsSigned(request, body) ? (Encoding.UTF8.GetString(body), null) : (null, Stranger);
    }

    /// <summary>By the secret, or by the one before it: while a secret is changed nothing is lost.</summary>
    private bool IsSigned(HttpRequest request, byte[] body) =>
        IsSigned(request, body, options.SigningSecret) | IsSigned(request, body, options.PreviousSigningSecret ?? "");

    private bool IsSigned(HttpRequest request, byte[] body, string secret) =>
        Signatures.Slack(
            secret,
            body,
            request.Headers["X-Slack-Request-Timestamp"],
            request.Headers["X-Slack-Signature"],
            clock.GetUtcNow()
        );

    private static Dictionary<string, string>? Read(byte[] body)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body));
            return reader.ReadForm().ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
