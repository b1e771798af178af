using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>Rich text: structured, so what a customer wrote stays text. Source: docs.slack.dev, rich text block.</summary>
internal static class RichText
{
    private static readonly Check Style = new Shape()
        .May("bold", BeFlag)
        .May("italic", BeFlag)
        .May("strike", BeFlag)
        .May("code", BeFlag)
        .May("underline", BeFlag)
        .May("highlight", BeFlag)
        .May("client_highlight", BeFlag)
        .May("unlink", BeFlag)
        .Look;

    private static readonly Check Inline = BeOneOfTypes(
        new Shape("text").Needs("text", BeString(3000)).May("style", Style),
        new Shape("link").Needs("url", BeUrl()).May("text", BeString(3000)).May("unsafe", BeFlag).May("style", Style),
        new Shape("emoji")
            .Needs("name", BeString(255))
            .May("unicode", BeString(255))
            .May("skin_tone", BeWhole(1, 6))
            .May("style", Style),
        new Shape("user").Needs("user_id", BeString(255)).May("style", Style),
        new Shape("usergroup").Needs("usergroup_id", BeString(255)).May("style", Style),
        new Shape("channel").Needs("channel_id", BeString(255)).May("style", Style),
        new Shape("broadcast").Needs("range", BeOneOf("here", "channel", "everyone")).May("style", Style),
        new Shape("color").Needs("value", BeString(255)).May("style", Style),
        new Shape("date")
            .Needs("timestamp", BeWhole(0, 9_999_999_999))
            .Needs("format", BeString(255))
            .May("url", BeUrl())
            .May("fallback", BeString(255))
            .May("style", Style)
    );

    private static readonly Shape Section = Words("rich_text_section");

    internal static Shape Block { get; } =
        new Shape("rich_text")
            .May("block_id", BeString(255))
            .Needs(
                "elements",
                BeList(
                    BeOneOfTypes(
                        Section,
                        Words("rich_text_quote").May("border", BeWhole(0, 1)),
                        Words("rich_text_preformatted").May("border", BeWhole(0, 1)).May("language", BeString(255)),
                        new Shape("rich_text_list")
                            .Needs("style", BeOneOf("bullet", "ordered"))
                            .Needs("elements", BeList(BeOneOfTypes(Section), 1000))
                            .May("indent", BeWhole(0, 8))
                            .May("offset", BeWhole(0, 1_000_000))
                            .May("border", BeWhole(0, 1))
                    ),
                    1000
                )
            );

    private static Shape Words(string type) => new Shape(type).Needs("elements", BeList(Inline, 1000));
}
