using System.Text;
using System.Text.Json;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>What is wrong with a view, wherever it comes from.</summary>
internal sealed class ViewCheck(OpenViews views, HomeViews homes)
{
    private const int MaxBytes = 250 * 1024;

    /// <param name="view">The view.</param>
    /// <param name="type"><c>modal</c> or <c>home</c>.</param>
    /// <param name="replaces">The id of the view it takes the place of.</param>
    /// <returns>Null when it can be shown.</returns>
    internal ApiAnswer? Look(JsonElement view, string type, string? replaces = null)
    {
        if (Encoding.UTF8.GetByteCount(view.GetRawText()) > MaxBytes)
            return ApiAnswer.No("view_too_large");
        var wrong = BlockCheck.View(view);
        if (wrong.Count > 0)
            return ApiAnswer.No("invalid_arguments", wrong);
        if (view.Text("type") != type)
            return ApiAnswer.No("invalid_arguments", [$"must be a {type} view [json-pointer:/view/type]"]);
        var external = view.Text("external_id");
        return !string.IsNullOrEmpty(external) && Find(null, external) is { } other && other.Id != replaces
            ? ApiAnswer.No("duplicate_external_id")
            : null;
    }

    internal SlackView? Find(string? viewId, string? externalId) =>
        views.Find(viewId, externalId) ?? homes.Find(viewId, externalId);
}
