using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>Modal and home views. Source: docs.slack.dev/reference/views.</summary>
internal static class Views
{
    /// <summary>Slack puts these on every view it returns and takes them back without a word.</summary>
    private static readonly string[] Echoed =
    [
        "id",
        "team_id",
        "hash",
        "app_id",
        "bot_id",
        "root_view_id",
        "previous_view_id",
        "app_installed_team_id",
        "state",
    ];

    private static readonly Shape Modal = View("modal", Blocks.InModal)
        .Needs("title", Texts.Plain(24))
        .May("submit", Texts.Plain(24))
        .May("close", Texts.Plain(24))
        .May("submit_disabled", BeFlag)
        .Together(
            (view, at) =>
            {
                var asks = view.List("blocks").Any(block => block.Text("type") == "input");
                if (asks && !view.Has("submit"))
                    at.Refuse("missing required field: submit");
            }
        );

    internal static Check Any { get; } = BeOneOfTypes(Modal, View("home", Blocks.InHome));

    private static Shape View(string type, Check block)
    {
        var view = new Shape(type)
            .Needs("blocks", BeList(block, max: 100, min: 0))
            .May("private_metadata", BeString(3000, min: 0))
            .May("callback_id", BeString(255, min: 0))
            .May("external_id", BeString(255, min: 0))
            .May("clear_on_close", BeFlag)
            .May("notify_on_close", BeFlag);
        foreach (var name in Echoed)
            view.May(name, static (_, _) => { });
        return view;
    }
}
