using System.Text.Json.Nodes;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack;

/// <content>Forms and home tabs.</content>
internal sealed partial class SlackClient
{
    private static readonly string[] Overtaken = ["hash_conflict"];

    /// <summary>Opens a form before the person who clicked; possible once, within three seconds.</summary>
    /// <param name="trigger">The click's <c>trigger_id</c>.</param>
    /// <param name="view">The form.</param>
    /// <param name="isOnTop">The click was in a form: the new one lies on it, at most three high.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal Task<SlackAnswer> OpenViewAsync(string trigger, JsonObject view, bool isOnTop, CancellationToken cancel) =>
        CallAsync(
            isOnTop ? "views.push" : "views.open",
            Json(new JsonObject { ["trigger_id"] = trigger, ["view"] = view.DeepClone() }),
            Safety.KeyedWrite,
            SlackAnswer.TriggerLost,
            cancel
        );

    /// <summary>Shows something else in an open form; docs.slack.dev/reference/methods/views.update.</summary>
    /// <returns>Whether the form was still open.</returns>
    internal async Task<bool> UpdateViewAsync(string id, JsonObject view, CancellationToken cancel) =>
        (
            await CallAsync(
                "views.update",
                Json(new JsonObject { ["view_id"] = id, ["view"] = view.DeepClone() }),
                Safety.KeyedWrite,
                ["not_found", .. Overtaken],
                cancel
            )
        ).Error
            is null;

    /// <summary>Shows a person's home tab; docs.slack.dev/reference/methods/views.publish.</summary>
    internal Task<SlackAnswer> PublishHomeAsync(string user, JsonObject view, CancellationToken cancel) =>
        CallAsync(
            "views.publish",
            Json(new JsonObject { ["user_id"] = user, ["view"] = view.DeepClone() }),
            Safety.KeyedWrite,
            ["not_enabled", .. Overtaken],
            cancel
        );
}
