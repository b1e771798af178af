using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>The two tokens of the app, and whether they still open anything.</summary>
internal sealed class Tokens(PretendSlackOptions options)
{
    /// <summary>Set by an administrator or by Slack: <c>token_revoked</c>, <c>account_inactive</c>, <c>token_expired</c>.</summary>
    internal string? BotTokenError { get; set; }

    internal ISet<string> ScopesFor(ApiMethod? method) =>
        method is { TakesAppToken: true } ? options.Socket.Scopes : options.Scopes;

    /// <summary>Null when the call may go on, else Slack's code for what is wrong with its token.</summary>
    internal string? WrongWith(ApiCall call, ApiMethod method)
    {
        if (call.Token is not { } token || (method.TakesAppToken && !call.HasTokenInHeader))
            return "not_authed";
        var isApp = Same(token, options.Socket.AppToken);
        var isBot = Same(token, options.BotToken);
        if (!isApp && !isBot)
            return "invalid_auth";
        if (isApp != method.TakesAppToken)
            return "not_allowed_token_type";
        return isBot ? BotTokenError : null;
    }

    private static bool Same(string token, string ours) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(ours));
}
