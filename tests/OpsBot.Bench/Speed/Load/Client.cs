using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace OpsBot.Bench.Speed.Load;

/// <summary>Whoever sends to the bot: the shop, and Slack.</summary>
internal sealed class Client(Uri bot) : IDisposable
{
    private readonly HttpMessageInvoker http = new(
        new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(30) }
    );

    internal async Task<bool> IsReadyAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bot, "/health/ready"));
            using var answer = await http.SendAsync(request, CancellationToken.None);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A number that the process under test tells.</summary>
    internal async Task<int> NumberAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bot, path));
        using var answer = await http.SendAsync(request, CancellationToken.None);
        return int.Parse(await answer.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Sends a signed request.</summary>
    /// <returns>Whether the answer was 200.</returns>
    internal async Task<bool> PostAsync(Signed signed)
    {
        using var request = Request(signed);
        try
        {
            using var answer = await http.SendAsync(request, CancellationToken.None);
            await answer.Content.CopyToAsync(Stream.Null);
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Sends a signed request and reads what is answered.</summary>
    /// <exception cref="HttpRequestException">The answer was not 200.</exception>
    internal async Task<string> AskAsync(Signed signed)
    {
        using var request = Request(signed);
        using var answer = await http.SendAsync(request, CancellationToken.None);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(Signed signed)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, signed.Path))
        {
            Content = new ByteArrayContent(signed.Body),
        };
        foreach (var (name, value) in signed.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(signed.ContentType);
        return request;
    }
}

/// <summary>A request ready to be sent, signed.</summary>
/// <param name="Name">What it is about: an order, a question.</param>
/// <param name="Path">The door.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Body">The bytes.</param>
internal sealed record Signed(string Name, string Path, string ContentType, byte[] Body)
{
    internal required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }
}
