using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack;

/// <summary>Sends signed requests to the bot and waits as long as Slack does.</summary>
internal sealed class BotDoor(PretendSlackOptions options, TimeProvider clock, IHttpClientFactory clients)
{
    internal const string ClientName = "pretend Slack to the bot";

    internal async Task<BotAnswer> SendAsync(
        string path,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken stop
    )
    {
        using var encoded = new FormUrlEncodedContent(form);
        var body = await encoded.ReadAsStringAsync(stop);
        using var content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        return await PostAsync(path, body, content, [], stop);
    }

    internal async Task<BotAnswer> SendEventAsync(
        JsonObject happened,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken stop
    )
    {
        var body = happened.ToJsonString();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await PostAsync("slack/events", body, content, headers, stop);
    }

    private async Task<BotAnswer> PostAsync(
        string path,
        string body,
        StringContent content,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken stop
    )
    {
        using var patience = new CancellationTokenSource(options.AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = Signed(path, body, content);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, either.Token);
            var answer = await response.Content.ReadAsStringAsync(either.Token);
            return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", answer)
            {
                RefusesRetries =
                    response.Headers.TryGetValues("x-slack-no-retry", out var values) && values.Contains("1"),
            };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return BotAnswer.TooLate;
        }
        catch (HttpRequestException)
        {
            return BotAnswer.Unreachable;
        }
    }

    private HttpRequestMessage Signed(string path, string body, StringContent content)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        content.Headers.ContentType!.CharSet = null;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BotUrl, path)) { Content = content };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(options.SigningSecret, timestamp, body));
        request.Headers.Add("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        return request;
    }
}
