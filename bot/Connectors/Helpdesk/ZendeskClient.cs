using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>
/// Calls Zendesk's API as an agent, by e-mail address and API token. Who asks too often is told by <c>Retry-After</c>, on 429 and
/// on 503. developer.zendesk.com/api-reference/introduction/security-and-auth
/// </summary>
internal sealed class ZendeskClient(OutsideClient http, HelpdeskOptions options)
{
    /// <summary>What Zendesk is called in failures.</summary>
    internal const string Name = "Zendesk";

    private readonly AuthenticationHeaderValue agent = new(
        "Basic",
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Email}/token:{options.Token}"))
    );

    /// <summary>Reads.</summary>
    /// <exception cref="OutsideException">Zendesk could not be read.</exception>
    internal async Task<JsonElement> GetAsync(string path, CancellationToken cancel)
    {
        var answer = await http.SendAsync(Name, () => Request(HttpMethod.Get, path), Safety.Read, cancel);
        return answer.IsSuccess ? answer.Json(Safety.Read) : throw answer.Broken(answer.Words());
    }

    /// <summary>
    /// Opens a ticket. Zendesk keeps the key for two hours only, so also here a lost answer is settled by looking before it is
    /// sent again: the key is the second guard, not the first.
    /// </summary>
    /// <exception cref="OutsideException">It did not happen, or may have.</exception>
    internal Task<OutsideResponse> OpenAsync(JsonObject ticket, string key, CancellationToken cancel) =>
        http.SendAsync(
            Name,
            () =>
            {
                var request = Request(HttpMethod.Post, "tickets", ticket);
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            Safety.Write,
            cancel
        );

    /// <summary>Changes a ticket. There is no key for that.</summary>
    /// <exception cref="OutsideException">It did not happen, or may have.</exception>
    internal Task<OutsideResponse> ChangeAsync(string id, JsonObject ticket, CancellationToken cancel) =>
        http.SendAsync(Name, () => Request(HttpMethod.Put, $"tickets/{id}", ticket), Safety.Write, cancel);

    private HttpRequestMessage Request(HttpMethod method, string path, JsonObject? ticket = null) =>
        new(method, $"api/v2/{path}")
        {
            Headers = { Authorization = agent, Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
            Content = ticket is null ? null : JsonContent.Create(new JsonObject { ["ticket"] = ticket.DeepClone() }),
        };
}
