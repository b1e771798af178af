using System.Text.RegularExpressions;
using Microsoft.Identity.Client;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>Why there is no token, for a person: by number, since the login's own words may name whom it refused.</summary>
internal static partial class TeamsTokenWords
{
    internal static string Of(MsalException refusal) =>
        Number().Match(refusal.Message).Value switch
        {
            "AADSTS7000215" => "gives no token: the client secret is not right (AADSTS7000215)",
            "AADSTS7000222" => "gives no token: the client secret has run out, make a new one (AADSTS7000222)",
            "AADSTS7000229" =>
                "gives no token: the app registration has no service principal in the tenant (AADSTS7000229)",
            "AADSTS700016" => "gives no token: the tenant does not know the app id (AADSTS700016)",
            "AADSTS90002" => "gives no token: there is no such tenant (AADSTS90002)",
            "AADSTS700027" =>
                "gives no token: the certificate is not the one in the app registration, or has run out (AADSTS700027)",
            "AADSTS700024" => "gives no token: the machine's clock is not right (AADSTS700024)",
            { Length: > 0 } number => $"gives no token: {number}",
            _ when IsOfIdentity(refusal) =>
                $"gives no token: this machine has no managed identity of that client id ({refusal.ErrorCode})",
            _ => $"gives no token: {refusal.ErrorCode}",
        };

    /// <summary>
    /// It passes by itself: the login is busy, or the machine's own giver of tokens is being renewed, which it says by 404 or 410;
    /// learn.microsoft.com/entra, reference-error-codes, how-to-use-vm-token, error handling.
    /// </summary>
    internal static bool IsPassing(MsalException refusal) =>
        refusal.IsRetryable
        || Number().Match(refusal.Message).Value is "AADSTS90033" or "AADSTS50196"
        || (
            IsOfIdentity(refusal)
            && refusal
                is MsalServiceException { StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status410Gone }
        );

    private static bool IsOfIdentity(MsalException refusal) =>
        refusal.ErrorCode.Contains("managed_identity", StringComparison.Ordinal);

    [GeneratedRegex("AADSTS[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
