using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>
/// Blocks that are newer than 2025 or allowed in some places only. Source: docs.slack.dev/reference/block-kit/blocks; kinds that
/// not every plan or client shows (data_table, carousel, charts) are refused.
/// </summary>
internal static class Rarer
{
    internal static Shape Markdown { get; } = Shape.OfBlock("markdown").Needs("text", BeString(12_000));

    internal static Shape Alert { get; } =
        Shape
            .OfBlock("alert")
            .Needs("text", Texts.PlainOrMarked(200))
            .May("level", BeOneOf("default", "info", "warning", "error", "success"));

    internal static Shape Table { get; } =
        Shape
            .OfBlock("table")
            .Needs("rows", BeList(BeList(Cell, 20), 100))
            .May("column_settings", BeList(static (_, _) => { }, 20));

    internal static Shape ContextActions { get; } =
        Shape
            .OfBlock("context_actions")
            .Needs("elements", BeList(BeOneOfTypes(Elements.FeedbackButtons, Elements.IconButton), 5));

    internal static Shape Card { get; } =
        Shape
            .OfBlock("card")
            .May("hero_image", Elements.Image.Look)
            .May("icon", Elements.Image.Look)
            .May("title", Texts.PlainOrMarked(150))
            .May("subtitle", Texts.PlainOrMarked(150))
            .May("body", Texts.PlainOrMarked(200))
            .May("actions", BeList(BeOneOfTypes(Elements.Button), 3))
            .Together(
                (card, at) =>
                {
                    if (!((string[])["hero_image", "title", "actions", "body"]).Any(name => card.Has(name)))
                        at.Refuse("must provide at least one of: hero_image, title, actions, body");
                }
            );

    internal static Shape Container(Check child) =>
        Shape
            .OfBlock("container")
            .May("title", Texts.Plain(150))
            .May("rich_text_title", BeObject)
            .May("subtitle", Texts.PlainOrMarked(150))
            .May("icon", Elements.Image.Look)
            .May("width", BeOneOf("narrow", "standard", "wide", "full"))
            .May("is_collapsible", BeFlag)
            .May("default_collapsed", BeFlag)
            .May("has_header_divider", BeFlag)
            .Needs("child_blocks", BeList(child, 10))
            .Together(
                (container, at) =>
                {
                    if (!container.Has("title") && !container.Has("rich_text_title"))
                        at.Refuse("missing required field: title");
                    if (container.Flag("default_collapsed") && !container.Flag("is_collapsible"))
                        at.In("default_collapsed").Refuse("requires is_collapsible");
                }
            );

    private static Check Cell =>
        BeOneOfTypes(
            new Shape("raw_text").Needs("text", BeString(3000)),
            new Shape("raw_number").Needs("value", BeNumber),
            RichText.Block
        );

    private static void BeNumber(System.Text.Json.JsonElement value, Spot at)
    {
        if (value.ValueKind != System.Text.Json.JsonValueKind.Number)
            at.Refuse("must provide a number");
    }
}
