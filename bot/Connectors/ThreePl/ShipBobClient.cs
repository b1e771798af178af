using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// Calls ShipBob's API: the version stands in the path, the channel in a header. 150 calls a minute; who asks more often is told
/// by <c>x-retry-after</c> when to come back. developer.shipbob.com/rate-limit
/// </summary>
internal sealed class ShipBobClient(OutsideClient http, ThreePlOptions options)
{
    /// <summary>What ShipBob is called in failures.</summary>
    internal const string Name = "ShipBob";

    private const string Version = "2026-01";

    /// <summary>Reads.</summary>
    /// <exception cref="OutsideException">ShipBob could not be read.</exception>
    internal async Task<JsonElement> GetAsync(string path, CancellationToken cancel)
    {
        var answer = await http.SendAsync(Name, () => Request(HttpMethod.Get, path), Safety.Read, cancel);
        return answer.IsSuccess ? answer.Json(Safety.Read) : throw answer.Broken(answer.Words());
    }

    /// <summary>Reads a list to its end, page after page.</summary>
    /// <param name="path">The list.</param>
    /// <param name="query">What to look for and how much at a time, with its question mark.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="OutsideException">ShipBob could not be read.</exception>
    internal async Task<IReadOnlyList<JsonElement>> ListAsync(string path, string query, CancellationToken cancel)
    {
        List<JsonElement> all = [];
        for (string? next = query; next is not null; )
        {
            var page = await GetAsync(path + next, cancel);
            all.AddRange(page.Items());
            next = page.NextQuery();
        }

        return all;
    }

    /// <summary>Makes something. ShipBob has no idempotency keys: a lost answer is settled by looking.</summary>
    /// <returns>The answer, which may be a refusal.</returns>
    /// <exception cref="OutsideException">It did not happen, or may have.</exception>
    internal Task<OutsideResponse> PostAsync(string path, object body, CancellationToken cancel) =>
        http.SendAsync(
            Name,
            () =>
            {
                var request = Request(HttpMethod.Post, path);
                request.Content = JsonContent.Create(body);
                return request;
            },
            Safety.Write,
            cancel
        );

    /// <summary>Removes something; that it is gone already is as good.</summary>
    /// <exception cref="OutsideException">It did not happen, or may have.</exception>
    internal Task<OutsideResponse> DeleteAsync(string path, CancellationToken cancel) =>
        http.SendAsync(Name, () => Request(HttpMethod.Delete, path), Safety.KeyedWrite, cancel);

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, $"{Version}/{path}")
        {
            Headers =
            {
                { "shipbob_channel_id", options.ChannelId?.ToString(CultureInfo.InvariantCulture) },
                { "Accept", "application/json" },
                { "Authorization", new AuthenticationHeaderValue("Bearer", options.Token).ToString() },
            },
        };
}
