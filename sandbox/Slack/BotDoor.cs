using System.Globalization;
using System.Text;

namespace OpsBot.Sandbox.Slack;

/// <summary>Sends signed forms to the bot and waits as long as Slack does.</summary>
internal sealed class BotDoor(PretendSlackOptions options, TimeProvider clock, IHttpClientFactory clients)
{
    internal const string ClientName = "pretend Slack to the bot";

    internal async Task<BotAnswer> SendAsync(
        string path,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken stop
    )
    {
        using var patience = new CancellationTokenSource(options.AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = await SignedAsync(path, form, stop);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body);
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

    private async Task<HttpRequestMessage> SignedAsync(
        string path,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken stop
    )
    {
        using var encoded = new FormUrlEncodedContent(form);
        var body = await encoded.ReadAsStringAsync(stop);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BotUrl, path))
        {
            Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        request.Content.Headers.ContentType!.CharSet = null;
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(options.SigningSecret, timestamp, body));
        request.Headers.Add("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        return request;
    }
}
