using System.Net;
using System.Text.Json;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>
/// Asks Zendesk who we are: a wrong token is not always refused, but may be served as a visitor.
/// developer.zendesk.com/api-reference/ticketing/users/users
/// </summary>
internal sealed partial class ZendeskIdentity(
    ZendeskClient zendesk,
    HelpdeskOptions options,
    ILogger<ZendeskIdentity> logger
)
{
    private const string Cure = "set Connectors:Helpdesk:Email and Connectors:Helpdesk:Token to an agent's.";

    /// <summary>What is wrong and what would be right, also logged; nothing where the bot is an agent.</summary>
    /// <exception cref="OutsideException">Zendesk could not be read.</exception>
    internal async Task<string?> CheckAsync(CancellationToken cancel)
    {
        var wrong = await WrongAsync(cancel);
        if (wrong is not null)
            Log.NotAnAgent(logger, wrong);
        return wrong;
    }

    private async Task<string?> WrongAsync(CancellationToken cancel)
    {
        var user = await MeAsync(cancel);
        if (user?.Get("id") is null)
            return $"Zendesk does not know {options.Email} with this token: {Cure}";
        return user.Value.Text("role") is "agent" or "admin"
            ? null
            : $"{options.Email} is no agent in Zendesk and may not write in tickets: {Cure}";
    }

    private async Task<JsonElement?> MeAsync(CancellationToken cancel)
    {
        try
        {
            return (await zendesk.GetAsync("users/me", cancel)).Get("user");
        }
        catch (OutsideException refused) when (refused.Status == (int)HttpStatusCode.Unauthorized)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Wrong}")]
        internal static partial void NotAnAgent(ILogger logger, string wrong);
    }
}
