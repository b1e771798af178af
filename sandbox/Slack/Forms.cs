using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack.Api;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// Submitting and closing modals: view_submission and view_closed. Source: docs.slack.dev/surfaces/modals and
/// docs.slack.dev/reference/interaction-payloads/view-interactions-payload.
/// </summary>
internal sealed class Forms(Workspace workspace, OpenViews views, Payloads payloads, ViewCheck checks, BotLine line)
{
    private const string Trouble = "We had some trouble connecting. Try again?";

    internal async Task<FormReply> SubmitAsync(string user, string viewId, FieldValues values, CancellationToken stop)
    {
        var person = workspace.ActiveUser(user);
        var view = Open(user, viewId);
        var missing = FormRules.Look(view.Blocks, values);
        if (missing.Count > 0)
            return Refused(view, null, missing, trouble: null);
        var payload = payloads.Envelope("view_submission", person);
        payload["trigger_id"] = line.Trigger(user, view.Id);
        payload["view"] = payloads.View(view, values.StateOf(view.Blocks));
        payload["response_urls"] = new JsonArray();
        var answer = await line.InteractAsync(payload, stop);
        return answer.Error is null
            ? Follow(view, answer)
            : Refused(view, answer.Status, SlackView.EmptyErrors, Trouble);
    }

    /// <summary>The x in the corner closes every view on the stack; the button closes this one.</summary>
    internal async Task CloseAsync(string user, string viewId, bool wholeStack, CancellationToken stop)
    {
        var person = workspace.ActiveUser(user);
        var view = Open(user, viewId);
        var clears = wholeStack || view.Content.Flag("clear_on_close");
        views.Close(view, clears);
        if (!view.Content.Flag("notify_on_close"))
            return;
        var payload = payloads.Envelope("view_closed", person);
        payload["view"] = payloads.View(view);
        payload["is_cleared"] = clears;
        payload["response_urls"] = new JsonArray();
        await line.InteractAsync(payload, stop);
    }

    private SlackView Open(string user, string viewId) =>
        views.Of(user).FirstOrDefault(view => view.Id == viewId)
        ?? throw new InvalidOperationException($"{user} has no view {viewId} open");

    private FormReply Follow(SlackView view, BotAnswer answer)
    {
        if (answer.Body.Length == 0)
            return Closed(view, answer, wholeStack: false);
        var body = Json.Parse(answer.Body) ?? default;
        return body.Text("response_action") switch
        {
            "clear" => Closed(view, answer, wholeStack: true),
            "errors" when ErrorsIn(body, view) is { Count: > 0 } errors => Refused(view, answer.Status, errors, null),
            "update" when Shows(body, view) => Done(answer, () => views.Update(view.Id, body.GetProperty("view"))),
            "push" when Shows(body, null) && views.Of(view.User).Count < OpenViews.MaxStack => Done(
                answer,
                () => views.Push(view, body.GetProperty("view"))
            ),
            _ => Refused(view, answer.Status, SlackView.EmptyErrors, Trouble),
        };
    }

    private bool Shows(JsonElement body, SlackView? replaces) =>
        body.Has("view") && checks.Look(body.GetProperty("view"), "modal", replaces?.Id) is null;

    /// <summary>Null when a key is not the id of an input block: Slack then shows none of them.</summary>
    private static Dictionary<string, string>? ErrorsIn(JsonElement body, SlackView view)
    {
        if (!body.Has("errors"))
            return null;
        var inputs = view
            .Blocks.EnumerateArray()
            .Where(block => block.Text("type") == "input")
            .Select(block => block.Text("block_id")!)
            .ToHashSet(StringComparer.Ordinal);
        var errors = body.GetProperty("errors")
            .EnumerateObject()
            .ToDictionary(error => error.Name, error => error.Value.ToString(), StringComparer.Ordinal);
        return errors.Keys.All(inputs.Contains) ? errors : null;
    }

    private FormReply Closed(SlackView view, BotAnswer answer, bool wholeStack) =>
        Done(answer, () => views.Close(view, wholeStack));

    private static FormReply Done(BotAnswer answer, Action change)
    {
        change();
        return new(answer.Status, SlackView.EmptyErrors, null);
    }

    private FormReply Refused(SlackView view, int? status, IReadOnlyDictionary<string, string> errors, string? trouble)
    {
        views.Mark(view.Id, errors, trouble);
        return new(status, errors, trouble);
    }
}
