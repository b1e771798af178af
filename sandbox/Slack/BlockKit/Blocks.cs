using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>The blocks a card is built from; newer or rarer kinds are refused. Source: docs.slack.dev/reference/block-kit/blocks.</summary>
internal static class Blocks
{
    private static readonly Shape Header = Block("header").Needs("text", Texts.Plain(150));

    private static readonly Shape Divider = Block("divider");

    private static readonly Shape Section = Block("section")
        .May("text", Texts.PlainOrMarked())
        .May("fields", BeList(Texts.PlainOrMarked(2000), 10))
        .May("expand", BeFlag)
        .May(
            "accessory",
            BeOneOfTypes(
                Elements.Image,
                Elements.Button,
                Elements.Overflow,
                Elements.Select,
                Elements.MultiSelect,
                Elements.Radio,
                Elements.Checkboxes,
                Elements.DatePicker
            )
        )
        .Together(
            (value, at) =>
            {
                if (!value.Has("text") && !value.Has("fields"))
                    at.Refuse("missing required field: text or fields");
            }
        );

    private static readonly Shape Context = Block("context")
        .Needs("elements", BeList(BeOneOfTypes(Elements.Image, Texts.PlainText(3000), Texts.MarkedText(3000)), 10));

    private static readonly Shape Actions = Block("actions")
        .Needs(
            "elements",
            BeList(
                BeOneOfTypes(
                    Elements.Button,
                    Elements.Overflow,
                    Elements.Select,
                    Elements.Radio,
                    Elements.Checkboxes,
                    Elements.DatePicker
                ),
                25
            )
        );

    private static readonly Shape Image = Block("image")
        .Needs("alt_text", BeString(2000))
        .May("title", Texts.Plain(2000))
        .May("image_url", BeUrl())
        .May("slack_file", BeObject)
        .Together(Choices.OneOf("image_url", "slack_file"));

    private static readonly Shape Input = Block("input")
        .Needs("label", Texts.Plain(2000))
        .May("hint", Texts.Plain(2000))
        .May("optional", BeFlag)
        .May("dispatch_action", BeFlag)
        .Needs(
            "element",
            BeOneOfTypes(
                Elements.TextInput,
                Elements.NumberInput,
                Elements.Select,
                Elements.MultiSelect,
                Elements.Radio,
                Elements.Checkboxes,
                Elements.DatePicker
            )
        );

    internal static Check Any { get; } =
        BeOneOfTypes(Header, Divider, Section, Context, Actions, Image, Input, RichText.Block);

    private static Shape Block(string type) => new Shape(type).May("block_id", BeString(255));
}
