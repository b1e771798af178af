using System.Globalization;
using System.Net;
using System.Text;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack.Doctor;

/// <summary>
/// Knocks at the bot's own doors from outside, as Slack would: what is signed must come in, and nothing else. What it sends
/// changes nothing.
/// </summary>
internal sealed class SlackDoorsCheck(Probe probe, SlackOptions options, SlackWorkspace workspace, TimeProvider clock)
    : ICheck
{
    private const string Form = "application/x-www-form-urlencoded";

    public string About => "Slack doors";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (options.PublicUrl is not { } address)
            return
            [
                new Finding(
                    Grade.Warn,
                    About,
                    "whether Slack reaches the bot is not known",
                    "Set Channels:Slack:PublicUrl, and the doctor knocks there."
                ),
            ];
        var root = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        var found = await Task.WhenAll(Knocks().Select(knock => LookAsync(root, knock, cancel)));
        return found.Any(finding => finding.Grade is not Grade.Ok)
            ? [.. found.Where(finding => finding.Grade is not Grade.Ok)]
            : [new Finding(Grade.Ok, About, $"all three answer at {root.Host}, and only to what is signed")];
    }

    private IEnumerable<Knock> Knocks()
    {
        var app = workspace.AppId ?? "";
        yield return new(
            "slack/interactivity",
            Form,
            "payload=" + Uri.EscapeDataString($$"""{"type":"doctor","api_app_id":"{{app}}"}""")
        );
        yield return new("slack/commands", Form, $"command=%2Fops&text=help&user_id=doctor&api_app_id={app}");
        yield return new(
            "slack/events",
            "application/json",
            $$"""{"type":"url_verification","challenge":"doctor","api_app_id":"{{app}}"}"""
        );
    }

    private async Task<Finding> LookAsync(Uri root, Knock knock, CancellationToken cancel)
    {
        var about = $"Slack door /{knock.Path}";
        using var signed = Request(root, knock, isSigned: true);
        using var unsigned = Request(root, knock, isSigned: false);
        return (await probe.KnockAsync(signed, cancel), await probe.KnockAsync(unsigned, cancel)) switch
        {
            (null, _) or (_, null) => new Finding(
                Grade.Wrong,
                about,
                $"{root.Host} does not answer",
                "Look at DNS, the certificate and the proxy before the bot."
            ),
            (_, (HttpStatusCode.OK, _)) => new Finding(
                Grade.Wrong,
                about,
                "lets in what is not signed: it is not this bot that answers there",
                "Correct Channels:Slack:PublicUrl, or what the proxy leads to."
            ),
            ((HttpStatusCode.OK, _), (HttpStatusCode.Unauthorized, _)) => new Finding(Grade.Ok, about, "answers"),
            ((HttpStatusCode.Unauthorized, _), _) => new Finding(
                Grade.Wrong,
                about,
                "refuses what this bot signed: another bot answers there, or the proxy changes what it passes on",
                "Pass bodies and headers on unchanged, and give both the same Channels:Slack:SigningSecret."
            ),
            ({ } first, { } second) => new Finding(
                Grade.Wrong,
                about,
                $"answers {(int)first.Status} to what is signed and {(int)second.Status} to what is not; 200 and 401 would be right",
                "Look at what the proxy leads to."
            ),
        };
    }

    private HttpRequestMessage Request(Uri root, Knock knock, bool isSigned)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, knock.Path))
        {
            Content = new StringContent(knock.Body, Encoding.UTF8, knock.ContentType),
        };
        var stamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        if (isSigned)
            request.Headers.Add("X-Slack-Signature", Signatures.SlackOf(options.SigningSecret, stamp, knock.Body));
        return request;
    }

    private sealed record Knock(string Path, string ContentType, string Body);
}
