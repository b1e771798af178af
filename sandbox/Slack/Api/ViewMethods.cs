using System.Text;
using System.Text.Json;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>views.*. Source: docs.slack.dev/reference/methods/views.open and its sisters.</summary>
internal sealed class ViewMethods(OpenViews views, Triggers triggers, Payloads payloads)
{
    private const int MaxBytes = 250 * 1024;

    internal IEnumerable<ApiMethod> All =>
        [
            new("views.open", Tier.Four, [], Open) { TakesJson = true },
            new("views.push", Tier.Four, [], Push) { TakesJson = true },
            new("views.update", Tier.Four, [], Update) { TakesJson = true },
        ];

    /// <summary>What is wrong with a modal, wherever it comes from; null when it can be shown.</summary>
    internal ApiAnswer? Check(JsonElement view, string? replaces = null)
    {
        if (Encoding.UTF8.GetByteCount(view.GetRawText()) > MaxBytes)
            return ApiAnswer.No("view_too_large");
        var wrong = BlockCheck.View(view);
        if (wrong.Count > 0)
            return ApiAnswer.No("invalid_arguments", wrong);
        if (view.Text("type") != "modal")
            return ApiAnswer.No("invalid_arguments", ["only modal views may be opened [json-pointer:/view/type]"]);
        var external = view.Text("external_id");
        return !string.IsNullOrEmpty(external) && views.Find(null, external) is { } other && other.Id != replaces
            ? ApiAnswer.No("duplicate_external_id")
            : null;
    }

    private ApiAnswer Open(ApiArguments arguments)
    {
        if (Read(arguments, out var view) is { } no)
            return no;
        var (trigger, error) = triggers.Exchange(arguments.Text("trigger_id")!);
        return trigger is null ? ApiAnswer.No(error!) : Shown(views.Open(trigger.User, view));
    }

    private ApiAnswer Push(ApiArguments arguments)
    {
        if (Read(arguments, out var view) is { } no)
            return no;
        var (trigger, error) = triggers.Exchange(arguments.Text("trigger_id")!);
        if (trigger is null)
            return ApiAnswer.No(error!);
        if (trigger.ViewId is null || views.Find(trigger.ViewId, null) is not { } below)
            return ApiAnswer.No("not_found");
        return views.Of(trigger.User).Count >= OpenViews.MaxStack
            ? ApiAnswer.No("push_limit_reached")
            : Shown(views.Push(below, view));
    }

    private ApiAnswer Update(ApiArguments arguments)
    {
        if (!arguments.Has("view_id") && !arguments.Has("external_id"))
            return ApiAnswer.Missing("view_id");
        if (!arguments.TryNested("view", out var given) || given is not { } view)
            return ApiAnswer.Missing("view");
        if (views.Find(arguments.Text("view_id"), arguments.Text("external_id")) is not { } open)
            return ApiAnswer.No("not_found");
        if (Check(view, replaces: open.Id) is { } no)
            return no;
        if (arguments.Text("hash") is { } hash && hash != open.Hash)
            return ApiAnswer.No("hash_conflict");
        return views.Update(open.Id, view) is { } updated ? Shown(updated) : ApiAnswer.No("not_found");
    }

    private ApiAnswer? Read(ApiArguments arguments, out JsonElement view)
    {
        view = default;
        if (!arguments.Has("trigger_id"))
            return ApiAnswer.Missing("trigger_id");
        if (!arguments.TryNested("view", out var given) || given is null)
            return ApiAnswer.Missing("view");
        view = given.Value;
        return Check(view);
    }

    private ApiAnswer Shown(SlackView view) => ApiAnswer.Ok(new() { ["view"] = payloads.View(view) });
}
