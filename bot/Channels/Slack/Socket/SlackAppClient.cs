using System.Net.Http.Headers;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>
/// Asks Slack where a socket can be opened, with the app's own token; docs.slack.dev/reference/methods/apps.connections.open.
/// </summary>
internal sealed class SlackAppClient(OutsideClient outside, SlackOptions options, SlackPace pace)
{
    private const string Method = "apps.connections.open";

    /// <summary>What no second try mends; @slack/socket-mode gives up on the first five.</summary>
    private static readonly string[] Hopeless =
    [
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "user_removed_from_team",
        "team_disabled",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
        "access_denied",
        "org_login_required",
    ];

    /// <summary>An address that is good for one socket, soon. It holds a ticket: never logged.</summary>
    /// <exception cref="OutsideException">There is none; broken where only a person can mend it.</exception>
    internal async Task<Uri> OpenAsync(CancellationToken cancel)
    {
        var answer = SlackAnswer.Of(await SendAsync(cancel), Safety.Write, [.. Hopeless, .. SwitchedOff]);
        if (answer.Is(SwitchedOff))
            throw OutsideSocket.Unfit(SlackClient.Name, SlackSockets.SwitchedOff);
        if (answer.Error is { } code)
            throw OutsideSocket.Unfit(SlackClient.Name, Words(code));
        return Uri.TryCreate(answer.Body.Text("url"), UriKind.Absolute, out var address) && IsSlacks(address)
            ? address
            : throw OutsideSocket.Unfit(SlackClient.Name, $"{Method} named an address that is not Slack's");
    }

    private static readonly string[] SwitchedOff = ["link_disabled", "socket_mode_disabled", "socket_mode_not_enabled"];

    private Task<OutsideResponse> SendAsync(CancellationToken cancel) =>
        pace.CallAsync(Method, () => outside.SendAsync(SlackClient.Name, Request, Safety.Write, cancel));

    /// <summary>The token goes in the header alone: in the body Slack does not take it.</summary>
    private HttpRequestMessage Request() =>
        new(HttpMethod.Post, Method)
        {
            Content = new FormUrlEncodedContent([]),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", options.AppToken) },
        };

    /// <summary>Where the configured Slack is, and nowhere else; without TLS only on this machine.</summary>
    private bool IsSlacks(Uri address)
    {
        var own = options.BaseUrl;
        if (address.Scheme == Uri.UriSchemeWs)
            return own.IsLoopback && address.IsLoopback;
        return address.Scheme == Uri.UriSchemeWss && (IsIn(address.Host, "slack.com") || IsIn(address.Host, own.Host));
    }

    private static bool IsIn(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || SlackClient.IsBelow(host, domain);

    private static string Words(string code) =>
        code switch
        {
            "missing_scope" =>
                "the app token lacks the scope connections:write: make a new one and set Channels:Slack:AppToken",
            "not_allowed_token_type" => "Channels:Slack:AppToken is not an app-level token: it begins with xapp-",
            _ => $"{code}: Channels:Slack:AppToken is not valid (any more); make a new one in the app's settings",
        };
}
