using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>The blocks a card is built from; newer or rarer kinds are refused. Source: docs.slack.dev/reference/block-kit/blocks.</summary>
internal static class Blocks
{
    private static readonly Shape Header = Shape.OfBlock("header").Needs("text", Texts.Plain(150));

    private static readonly Shape Divider = Shape.OfBlock("divider");

    private static readonly Shape Section = Shape
        .OfBlock("section")
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
                Elements.UsersSelect,
                Elements.MultiUsersSelect,
                Elements.ConversationsSelect,
                Elements.ChannelsSelect,
                Elements.Radio,
                Elements.Checkboxes,
                Elements.DatePicker,
                Elements.TimePicker
            )
        )
        .Together(
            (value, at) =>
            {
                if (!value.Has("text") && !value.Has("fields"))
                    at.Refuse("missing required field: text or fields");
            }
        );

    private static readonly Shape Context = Shape
        .OfBlock("context")
        .Needs("elements", BeList(BeOneOfTypes(Elements.Image, Texts.PlainText(3000), Texts.MarkedText(3000)), 10));

    private static readonly Shape Actions = Shape
        .OfBlock("actions")
        .Needs(
            "elements",
            BeList(
                BeOneOfTypes(
                    Elements.Button,
                    Elements.Overflow,
                    Elements.Select,
                    Elements.UsersSelect,
                    Elements.ConversationsSelect,
                    Elements.ChannelsSelect,
                    Elements.Radio,
                    Elements.Checkboxes,
                    Elements.DatePicker,
                    Elements.TimePicker
                ),
                25
            )
        );

    private static readonly Shape Image = Shape
        .OfBlock("image")
        .Needs("alt_text", BeString(2000))
        .May("title", Texts.Plain(2000))
        .May("image_url", BeUrl())
        .May("slack_file", BeObject)
        .Together(Choices.OneOf("image_url", "slack_file"));

    private static readonly Shape Input = Shape
        .OfBlock("input")
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
                Elements.UsersSelect,
                Elements.MultiUsersSelect,
                Elements.ConversationsSelect,
                Elements.ChannelsSelect,
                Elements.Radio,
                Elements.Checkboxes,
                Elements.DatePicker,
                Elements.TimePicker
            )
        );

    private static readonly Shape[] Everywhere =
    [
        Header,
        Divider,
        Section,
        Context,
        Actions,
        Image,
        Input,
        RichText.Block,
        Rarer.Card,
    ];

    /// <summary>
    /// Slack's page allows rich text and inputs in it as well, its server was seen to refuse them: what both take is safe.
    /// </summary>
    private static readonly Shape Container = Rarer.Container(
        BeOneOfTypes(Header, Divider, Section, Context, Actions, Image, Rarer.Table)
    );

    internal static Check InMessage { get; } =
        BeOneOfTypes([.. Everywhere, Container, Rarer.Markdown, Rarer.Table, Rarer.ContextActions]);

    internal static Check InModal { get; } = BeOneOfTypes([.. Everywhere, Rarer.Alert]);

    internal static Check InHome { get; } = BeOneOfTypes([.. Everywhere, Container, Rarer.Table]);
}
