using System.Text;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>The one door for Teams; what comes through it is remembered as a place to answer at, then taken.</summary>
internal sealed partial class TeamsDoors(
    TeamsDoor door,
    TeamsConversations conversations,
    TeamsInbound inbound,
    TeamsStanding standing,
    ILogger<TeamsDoors> log
)
{
    /// <summary>Where Teams finds it; learn.microsoft.com, Bot Framework, messaging endpoint.</summary>
    internal const string Path = "/api/messages";

    /// <summary>Takes an activity.</summary>
    internal async Task<IResult> MessagesAsync(HttpRequest request)
    {
        var (activity, status) = await door.OpenAsync(request);
        if (activity is null)
            return Results.StatusCode(status);
        if (!await RememberAsync(activity, request.HttpContext.RequestAborted))
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var reply = await inbound.TakeAsync(activity);
        return reply.Body is { } body
            ? Results.Text(TeamsJson.Write(body), "application/json", Encoding.UTF8, reply.Status)
            : Results.StatusCode(reply.Status);
    }

    private async Task<bool> RememberAsync(TeamsActivity activity, CancellationToken cancel)
    {
        try
        {
            await conversations.RememberAsync(activity, cancel);
            // Whoever adds the app lets the bot in; if not, the next call says so.
            if (activity is { Type: "installationUpdate", Action: "add" })
                standing.IsBack();
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotRemembered(log, activity.Kind, error);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Teams: where a {Kind} came from could not be written down")]
        internal static partial void NotRemembered(ILogger log, string kind, Exception error);
    }
}
