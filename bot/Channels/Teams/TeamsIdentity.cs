using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Carries the token library's calls to the machine's own giver of tokens (learn.microsoft.com/entra/identity/managed-identities-azure-resources)
/// and nowhere else: it is on this machine, or at an address that only its own host answers.
/// </summary>
internal sealed class TeamsIdentity(OutsideClient outside) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.RequestUri is not { } asked || !IsNear(asked.Host))
            throw Resting.Barred(TeamsLogin.Name, "a managed identity's token would be asked for at another machine");
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var answer = await outside.SendAsync(
            TeamsLogin.Name,
            () => Copy(request, asked, body),
            // A token more does no harm.
            Safety.Read,
            // The library reads why there is no token.
            static answer =>
                answer.Status is >= 400 and < 500 and not (408 or 429) ? Meaning.Answer : Meaning.Usual,
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

    private static bool IsNear(string host) =>
        TeamsHosts.IsThisMachine(host)
        || (
            IPAddress.TryParse(host, out var address)
            && address.AddressFamily is AddressFamily.InterNetwork
            && address.GetAddressBytes() is [169, 254, ..]
        );

    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri target, byte[] body)
    {
        var copy = new HttpRequestMessage(request.Method, target);
        foreach (var (name, values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        if (body.Length > 0)
            copy.Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = request.Content!.Headers.ContentType },
            };
        return copy;
    }
}
