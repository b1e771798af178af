using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>Takes one kind of thing that Teams sends.</summary>
internal interface ITeamsHandler
{
    /// <summary>What it takes, each named as <see cref="TeamsActivity.Kind"/> names it: <c>message</c>, <c>invoke:adaptiveCard/action</c>.</summary>
    IEnumerable<string> Takes { get; }

    /// <summary>Takes it, once: what Teams sends again is answered without it.</summary>
    /// <param name="activity">What happened; its sender is Teams beyond doubt, its content is anybody's.</param>
    /// <param name="cancel">Stops with the bot, not with the patience of Teams.</param>
    /// <exception cref="OutsideException">It could not be taken: the person may try again.</exception>
    Task<TeamsReply> HandleAsync(TeamsActivity activity, CancellationToken cancel);
}

/// <summary>What is answered to something that Teams sent.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What an invoke is answered, where anything.</param>
internal sealed record TeamsReply(int Status, JsonObject? Body = null)
{
    /// <summary>It arrived; there is nothing to say.</summary>
    internal static TeamsReply Nothing { get; } = new(StatusCodes.Status200OK);

    /// <summary>An answer to an invoke.</summary>
    internal static TeamsReply Json(JsonObject body) => new(StatusCodes.Status200OK, body);

    /// <summary>A short text below the card, for the person who clicked; Universal Action Model, response format.</summary>
    internal static TeamsReply Tell(string text) => Answer("application/vnd.microsoft.activity.message", text);

    /// <summary>A card in place of the one that was clicked, for the person who clicked.</summary>
    internal static TeamsReply Card(JsonObject card) => Answer("application/vnd.microsoft.card.adaptive", card);

    /// <summary>A short text for the person, in the way that what they did is answered; nothing where there is no such way.</summary>
    internal static TeamsReply Told(TeamsActivity activity, string text) =>
        activity.Kind switch
        {
            "invoke:adaptiveCard/action" => Tell(text),
            "invoke:task/fetch" or "invoke:task/submit" => Json(
                new JsonObject
                {
                    ["task"] = new JsonObject { ["type"] = "message", ["value"] = text },
                }
            ),
            _ => Nothing,
        };

    private static TeamsReply Answer(string type, JsonNode value) =>
        Json(
            new JsonObject
            {
                ["statusCode"] = StatusCodes.Status200OK,
                ["type"] = type,
                ["value"] = value,
            }
        );
}
