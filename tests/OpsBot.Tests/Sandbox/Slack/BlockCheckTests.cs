using System.Text.Json;
using OpsBot.Sandbox.Slack.BlockKit;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class BlockCheckTests
{
    private const string Plain = """{"type":"plain_text","text":"ok"}""";
    private const string Button = """{"type":"button","action_id":"a","text":{"type":"plain_text","text":"ok"}}""";
    private const string NamelessButton = """{"type":"button","text":{"type":"plain_text","text":"ok"}}""";
    private const string Divider = """{"type":"divider"}""";
    private const string Option = """{"text":{"type":"plain_text","text":"ok"},"value":"v"}""";

    public static TheoryData<string, string> Refused { get; } =
        new()
        {
            { """{"type":"banner"}""", "unsupported type: banner [json-pointer:/blocks/0/type]" },
            { """{"text":"x"}""", "missing required field: type [json-pointer:/blocks/0]" },
            { """{"type":"divider","color":"red"}""", "invalid additional property: color [json-pointer:/blocks/0]" },
            { """{"type":"header"}""", "missing required field: text [json-pointer:/blocks/0]" },
            { Header(Text("plain_text", 151)), "must be less than 151 characters [json-pointer:/blocks/0/text/text]" },
            { Header(Text("plain_text", 0)), "must be more than 0 characters [json-pointer:/blocks/0/text/text]" },
            { Header(Text("mrkdwn", 5)), "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]" },
            {
                Header("""{"type":"plain_text","text":"x","verbatim":true}"""),
                "invalid additional property: verbatim [json-pointer:/blocks/0/text]"
            },
            { """{"type":"section"}""", "missing required field: text or fields [json-pointer:/blocks/0]" },
            { Section(Text("mrkdwn", 3001)), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]" },
            {
                $$$"""{"type":"section","fields":[{{{Many(Plain, 11)}}}]}""",
                "no more than 10 items allowed [json-pointer:/blocks/0/fields]"
            },
            {
                $$$"""{"type":"section","fields":[{{{Text("mrkdwn", 2001)}}}]}""",
                "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"
            },
            {
                $$$"""{"type":"section","text":{{{Plain}}},"accessory":{"type":"plain_text_input","action_id":"a"}}""",
                "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]"
            },
            {
                $$$"""{"type":"section","text":{{{Plain}}},"block_id":"{{{new string('b', 256)}}}"}""",
                "must be less than 256 characters [json-pointer:/blocks/0/block_id]"
            },
            {
                $$$"""{"type":"context","elements":[{{{Many(Plain, 11)}}}]}""",
                "no more than 10 items allowed [json-pointer:/blocks/0/elements]"
            },
            {
                $$$"""{"type":"context","elements":[{{{Button}}}]}""",
                "unsupported type: button [json-pointer:/blocks/0/elements/0/type]"
            },
            {
                """{"type":"image","image_url":"https://shop.example/a.png"}""",
                "missing required field: alt_text [json-pointer:/blocks/0]"
            },
            {
                """{"type":"image","alt_text":"a"}""",
                "must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]"
            },
            {
                """{"type":"image","alt_text":"a","image_url":"no url"}""",
                "must be a valid URL [json-pointer:/blocks/0/image_url]"
            },
            {
                """{"type":"actions","elements":[]}""",
                "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"
            },
            {
                $$$"""{"type":"actions","elements":[{{{Many(NamelessButton, 26)}}}]}""",
                "no more than 25 items allowed [json-pointer:/blocks/0/elements]"
            },
            {
                $$$"""{"type":"actions","elements":[{{{Button}}},{{{Button}}}]}""",
                "`action_id` already exists for `block_id`: a [json-pointer:/blocks/0]"
            },
            {
                InActions(ButtonWith("\"text\":" + Text("plain_text", 76))),
                "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"
            },
            {
                InActions(ButtonWith("\"text\":" + Text("mrkdwn", 5))),
                "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]"
            },
            {
                InActions(ButtonWith($$$"""  "text":{{{Plain}}},"value":"{{{new string('v', 2001)}}}" """)),
                "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"
            },
            {
                InActions(ButtonWith($$$"""  "text":{{{Plain}}},"style":"warning" """)),
                "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"
            },
            {
                InActions(ButtonWith($$$"""  "text":{{{Plain}}},"accessibility_label":"{{{new string('v', 76)}}}" """)),
                "must be less than 76 characters [json-pointer:/blocks/0/elements/0/accessibility_label]"
            },
            {
                InActions(
                    ButtonWith(
                        $$$"""  "text":{{{Plain}}},"confirm":{"title":{{{Text("plain_text", 101)}}},"text":{{{Plain}}},"confirm":{{{Plain}}},"deny":{{{Plain}}}} """
                    )
                ),
                "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]"
            },
            {
                InActions(
                    ButtonWith(
                        $$$"""  "text":{{{Plain}}},"confirm":{"title":{{{Plain}}},"text":{{{Text("mrkdwn", 301)}}},"confirm":{{{Text("plain_text", 31)}}}} """
                    )
                ),
                "missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]"
            },
            {
                InActions($$$"""{"type":"overflow","options":[{{{Many(Option, 6)}}}]}"""),
                "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"
            },
            {
                InActions("""{"type":"static_select","action_id":"a"}"""),
                "must provide exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]"
            },
            {
                InActions($$$"""{"type":"static_select","options":[{{{Many(Option, 101)}}}]}"""),
                "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"
            },
            {
                InActions(
                    $$$"""{"type":"static_select","options":[{{{Option}}}],"initial_option":{"text":{{{Plain}}},"value":"w"} }"""
                ),
                "must exactly match one of the options [json-pointer:/blocks/0/elements/0/initial_option]"
            },
            {
                InActions(
                    $$$"""{"type":"static_select","options":[{"text":{{{Plain}}},"value":"{{{new string('v', 76)}}}"}]}"""
                ),
                "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]"
            },
            {
                InActions($$$"""{"type":"checkboxes","options":[{{{Many(Option, 11)}}}]}"""),
                "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]"
            },
            {
                InActions("""{"type":"radio_buttons"}"""),
                "missing required field: options [json-pointer:/blocks/0/elements/0]"
            },
            { InInput(Button), "unsupported type: button [json-pointer:/blocks/0/element/type]" },
            {
                $$$"""{"type":"input","element":{"type":"plain_text_input"} }""",
                "missing required field: label [json-pointer:/blocks/0]"
            },
            {
                InInput("""{"type":"plain_text_input","min_length":3001}"""),
                "must be between 0 and 3000 [json-pointer:/blocks/0/element/min_length]"
            },
            {
                InInput("""{"type":"number_input"}"""),
                "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]"
            },
            {
                InInput("""{"type":"number_input","is_decimal_allowed":true,"min_value":5}"""),
                "must provide a number in a string [json-pointer:/blocks/0/element/min_value]"
            },
            {
                InInput($$$"""{"type":"plain_text_input","placeholder":{{{Text("plain_text", 151)}}}}"""),
                "must be less than 151 characters [json-pointer:/blocks/0/element/placeholder/text]"
            },
            {
                InInput("""{"type":"datepicker","initial_date":"31.12.2026"}"""),
                "must be a date in the format YYYY-MM-DD [json-pointer:/blocks/0/element/initial_date]"
            },
            {
                Rich("""{"type":"rich_text_table","elements":[]}"""),
                "unsupported type: rich_text_table [json-pointer:/blocks/0/elements/0/type]"
            },
            {
                Rich(
                    """{"type":"rich_text_list","style":"bullet","indent":9,"elements":[{"type":"rich_text_section","elements":[]}]}"""
                ),
                "must be between 0 and 8 [json-pointer:/blocks/0/elements/0/indent]"
            },
            {
                Rich("""{"type":"rich_text_section","elements":[{"type":"text","text":""}]}"""),
                "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]"
            },
            {
                Rich(
                    """{"type":"rich_text_section","elements":[{"type":"date","timestamp":"now","format":"{date}"}]}"""
                ),
                "must provide an integer [json-pointer:/blocks/0/elements/0/elements/0/timestamp]"
            },
            {
                """{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}""",
                "`block_id` already exists: b [json-pointer:/blocks/1/block_id]"
            },
            { Many(Divider, 51), "no more than 50 items allowed [json-pointer:/blocks]" },
        };

    [Theory, MemberData(nameof(Refused))]
    public void A_wrong_block_is_refused_with_its_place(string blocks, string reason) =>
        BlockCheck.Message(Parse($"[{blocks}]")).ShouldContain(reason, StringComparer.Ordinal);

    [Theory]
    [InlineData("""{"type":"divider"}""")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"*a*","verbatim":true},"block_id":null}""")]
    [InlineData(
        """{"type":"context","elements":[{"type":"image","image_url":"https://shop.example/a.png","alt_text":"a"}]}"""
    )]
    [InlineData(
        """{"type":"rich_text","elements":[{"type":"rich_text_quote","elements":[{"type":"text","text":"<!channel>","style":{"italic":true}},{"type":"user","user_id":"U1"},{"type":"date","timestamp":1720710212,"format":"{date}","fallback":"soon"}]}]}"""
    )]
    [InlineData(
        """{"type":"actions","elements":[{"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"Open"},"value":"open","url":"https://shop.example"}]}]}"""
    )]
    [InlineData(
        """{"type":"input","label":{"type":"plain_text","text":"Amount"},"element":{"type":"number_input","is_decimal_allowed":true,"min_value":"0","max_value":"249.00"}}"""
    )]
    public void A_right_block_is_accepted(string block) => BlockCheck.Message(Parse($"[{block}]")).ShouldBeEmpty();

    [Fact]
    public void A_message_at_every_limit_is_accepted() =>
        BlockCheck
            .Message(Parse($"[{Header(Text("plain_text", 150))},{Section(Text("mrkdwn", 3000))},{Many(Divider, 48)}]"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("view_modal_001")]
    [InlineData("view_modal_006")]
    [InlineData("view_home_001")]
    [InlineData("view_home_006")]
    public void The_sample_views_of_Slack_are_accepted(string name) =>
        BlockCheck.View(Parse(Shared.Read($"fixtures/slack/block-kit/{name}.json"))).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"type":"modal","blocks":[]}""", "missing required field: title [json-pointer:/view]")]
    [InlineData(
        """{"type":"modal","blocks":[],"title":{"type":"plain_text","text":"a title of 25 characters!"}}""",
        "must be less than 25 characters [json-pointer:/view/title/text]"
    )]
    [InlineData(
        """{"type":"modal","title":{"type":"plain_text","text":"a"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"plain_text_input"}}]}""",
        "missing required field: submit [json-pointer:/view]"
    )]
    [InlineData(
        """{"type":"home","submit":{"type":"plain_text","text":"a"},"blocks":[]}""",
        "invalid additional property: submit [json-pointer:/view]"
    )]
    [InlineData(
        """{"type":"workflow_step","blocks":[]}""",
        "unsupported type: workflow_step [json-pointer:/view/type]"
    )]
    public void A_wrong_view_is_refused_with_its_place(string view, string reason) =>
        BlockCheck.View(Parse(view)).ShouldContain(reason, StringComparer.Ordinal);

    [Fact]
    public void Private_metadata_and_the_number_of_blocks_have_an_end()
    {
        var metadata = new string('m', 3001);
        var view = $$$"""{"type":"home","private_metadata":"{{{metadata}}}","blocks":[{{{Many(Divider, 101)}}}]}""";
        BlockCheck
            .View(Parse(view))
            .ShouldBe([
                "must be less than 3001 characters [json-pointer:/view/private_metadata]",
                "no more than 100 items allowed [json-pointer:/view/blocks]",
            ]);
    }

    [Fact]
    public void Ids_left_out_are_filled_in_and_given_ones_kept()
    {
        var filled = BlockIds.Fill(
            Parse(
                $$$"""[{"type":"divider","block_id":"mine"},{"type":"actions","elements":[{"type":"button","text":{{{Plain}}}}]}]"""
            )
        );
        filled[0].GetProperty("block_id").GetString().ShouldBe("mine");
        filled[1].GetProperty("block_id").GetString().ShouldNotBeNullOrEmpty();
        filled[1].GetProperty("elements")[0].GetProperty("action_id").GetString().ShouldNotBeNullOrEmpty();
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static string Text(string type, int length) =>
        $$$"""{"type":"{{{type}}}","text":"{{{new string('x', length)}}}"}""";

    private static string Header(string text) => $$$"""{"type":"header","text":{{{text}}}}""";

    private static string Section(string text) => $$$"""{"type":"section","text":{{{text}}}}""";

    private static string ButtonWith(string fields) => $$$"""{"type":"button",{{{fields}}}}""";

    private static string InActions(string element) => $$$"""{"type":"actions","elements":[{{{element}}}]}""";

    private static string InInput(string element) =>
        $$$"""{"type":"input","label":{{{Plain}}},"element":{{{element}}}}""";

    private static string Rich(string element) => $$$"""{"type":"rich_text","elements":[{{{element}}}]}""";

    private static string Many(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));
}
