using System.Text.Json;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>views.open, push and update. Source: docs.slack.dev/reference/methods/views.open and its sisters.</summary>
internal sealed class ViewMethods(
    OpenViews views,
    HomeViews homes,
    Triggers triggers,
    Payloads payloads,
    ViewCheck check
)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("views.open", Tier.Four, [], Open) { TakesJson = true },
            new("views.push", Tier.Four, [], Push) { TakesJson = true },
            new("views.update", Tier.Four, [], Update) { TakesJson = true },
        ];

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
        if (check.Find(arguments.Text("view_id"), arguments.Text("external_id")) is not { } open)
            return ApiAnswer.No("not_found");
        if (check.Look(view, open.Type, replaces: open.Id) is { } no)
            return no;
        if (arguments.Text("hash") is { } hash && hash != open.Hash)
            return ApiAnswer.No("hash_conflict");
        var updated = open.Type == "home" ? homes.Publish(open.User, view, hash: null) : views.Update(open.Id, view);
        return updated is null ? ApiAnswer.No("not_found") : Shown(updated);
    }

    private ApiAnswer? Read(ApiArguments arguments, out JsonElement view)
    {
        view = default;
        if (!arguments.Has("trigger_id"))
            return ApiAnswer.Missing("trigger_id");
        if (!arguments.TryNested("view", out var given) || given is null)
            return ApiAnswer.Missing("view");
        view = given.Value;
        return check.Look(view, "modal");
    }

    private ApiAnswer Shown(SlackView view) => ApiAnswer.Ok(new() { ["view"] = payloads.View(view) });
}
