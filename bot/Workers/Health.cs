using OpsBot.Bot.Channels;
using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Tells a load balancer or a supervisor how the bot is.</summary>
internal static class Health
{
    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can take events in, else 503. <c>/health/chats</c>: no
    /// chat is cut off, else 503 and why; what comes from shops is taken in all the same.
    /// </summary>
    internal static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("alive"));
        routes.MapGet("/health/ready", ReadyAsync);
        routes.MapGet("/health/chats", Chats);
        return routes;
    }

    private static async Task<IResult> ReadyAsync(Writer writer, Database database, CancellationToken cancel) =>
        await CanStoreAsync(writer, database, cancel)
            ? Results.Text("ready")
            : Results.Text("the store cannot be written", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static IResult Chats(IEnumerable<IChatStanding> chats)
    {
        var troubles = chats.Select(chat => (chat.Chat, chat.Trouble)).Where(it => it.Trouble is not null).ToList();
        return troubles.Count == 0
            ? Results.Text("connected")
            : Results.Text(
                string.Join('\n', troubles.Select(it => $"{it.Chat}: {it.Trouble}")),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }

    private static async Task<bool> CanStoreAsync(Writer writer, Database database, CancellationToken cancel)
    {
        try
        {
            return await writer.DoAsync(database.CanStoreAsync).WaitAsync(cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
