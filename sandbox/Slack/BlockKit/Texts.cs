using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>
/// Text, option and confirm objects. Source: docs.slack.dev/reference/block-kit/composition-objects.
/// </summary>
internal static class Texts
{
    internal static Check Plain(int max = 3000) => BeOneOfTypes(PlainText(max));

    internal static Check PlainOrMarked(int max = 3000) => BeOneOfTypes(PlainText(max), MarkedText(max));

    internal static Shape PlainText(int max) =>
        new Shape("plain_text").Needs("text", BeString(max)).May("emoji", BeFlag);

    internal static Shape MarkedText(int max) =>
        new Shape("mrkdwn").Needs("text", BeString(max)).May("verbatim", BeFlag);

    internal static Check Option { get; } =
        new Shape().Needs("text", Plain(75)).Needs("value", BeString(75)).May("description", Plain(75)).Look;

    /// <summary>Radio buttons and checkboxes may also carry marked-up text.</summary>
    internal static Check MarkedOption { get; } =
        new Shape()
            .Needs("text", PlainOrMarked(75))
            .Needs("value", BeString(75))
            .May("description", PlainOrMarked(75))
            .Look;

    internal static Check OverflowOption { get; } =
        new Shape()
            .Needs("text", Plain(75))
            .Needs("value", BeString(75))
            .May("description", Plain(75))
            .May("url", BeUrl())
            .Look;

    internal static Check OptionGroup { get; } =
        new Shape().Needs("label", Plain(75)).Needs("options", BeList(Option, 100)).Look;

    internal static Check Confirm { get; } =
        new Shape()
            .Needs("title", Plain(100))
            .Needs("text", PlainOrMarked(300))
            .Needs("confirm", Plain(30))
            .Needs("deny", Plain(30))
            .May("style", BeOneOf("primary", "danger"))
            .Look;
}
