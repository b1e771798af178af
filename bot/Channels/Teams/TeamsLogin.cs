using System.Net;
using System.Net.Http.Headers;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Carries the token library's calls the one way out of this house, to the login that is configured and nowhere else: the client
/// secret is in them. The library speaks https alone; a pretend login on this machine does not.
/// </summary>
internal sealed class TeamsLogin(OutsideClient outside, TeamsOptions options) : HttpMessageHandler
{
    /// <summary>What the far side is called in logs and cards.</summary>
    internal const string Name = "teams login";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.RequestUri is not { } asked || asked.Authority != options.LoginUrl.Authority)
            throw Resting.Barred(Name, "a token would be asked for at another host than LoginUrl's");
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var target = new Uri(options.LoginUrl, asked.PathAndQuery.TrimStart('/'));
        var answer = await outside.SendAsync(
            Name,
            () => Copy(request, target, body),
            // A token more does no harm.
            Safety.Read,
            // The library reads why there is no token.
            static answer =>
                answer.Status is 400 or 401 or 403 ? Meaning.Answer : Meaning.Usual,
            cancellationToken
        );
        return new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(answer.Body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
            RequestMessage = request,
        };
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri target, byte[] body)
    {
        var copy = new HttpRequestMessage(request.Method, target);
        copy.Headers.Accept.ParseAdd("application/json");
        if (body.Length > 0)
            copy.Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = request.Content!.Headers.ContentType },
            };
        return copy;
    }
}
