namespace OpsBot.Sandbox.Slack.Api;

/// <summary>views.publish: what one person sees in the app's home. Source: docs.slack.dev/reference/methods/views.publish.</summary>
internal sealed class HomeMethods(
    PretendSlackOptions options,
    People people,
    HomeViews homes,
    Payloads payloads,
    ViewCheck check
)
{
    internal IEnumerable<ApiMethod> All => [new("views.publish", Tier.Four, [], Publish) { TakesJson = true }];

    private ApiAnswer Publish(ApiArguments arguments)
    {
        if (arguments.Text("user_id") is not { } id)
            return ApiAnswer.Missing("user_id");
        if (!arguments.TryNested("view", out var given) || given is not { } view)
            return ApiAnswer.Missing("view");
        if (!options.HasHome)
            return ApiAnswer.No("not_enabled");
        if (people.Find(id) is not { IsDeactivated: false } user)
            return ApiAnswer.No("invalid_arguments", ["invalid `user_id`"]);
        if (check.Look(view, "home", homes.Of(user.Id)?.Id) is { } no)
            return no;
        return homes.Publish(user.Id, view, arguments.Text("hash")) is { } shown
            ? ApiAnswer.Ok(new() { ["view"] = payloads.View(shown) })
            : ApiAnswer.No("hash_conflict");
    }
}
