using System.Text.Json;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Slack.BlockKit;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class RarerBlockTests
{
    private static readonly object Alert = new
    {
        type = "alert",
        level = "warning",
        text = Marked("careful"),
    };

    private static readonly object Markdown = new { type = "markdown", text = "**bold**" };

    private static readonly object Table = new
    {
        type = "table",
        rows = (object[])[new object[] { new { type = "raw_text", text = "one" } }],
    };

    private static readonly object Feedback = new
    {
        type = "context_actions",
        elements = (object[])
            [
                new
                {
                    type = "feedback_buttons",
                    action_id = "draft",
                    positive_button = new { text = Words("Good"), value = "good" },
                    negative_button = new { text = Words("Bad"), value = "bad" },
                },
            ],
    };

    public static TheoryData<string, bool, bool, bool> Places =>
        new()
        {
            { nameof(Alert), false, true, false },
            { nameof(Markdown), true, false, false },
            { nameof(Table), true, false, true },
            { nameof(Feedback), true, false, false },
            { nameof(Container), true, false, true },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public void Each_has_its_places(string kind, bool message, bool modal, bool home)
    {
        object block = kind switch
        {
            nameof(Alert) => Alert,
            nameof(Markdown) => Markdown,
            nameof(Table) => Table,
            nameof(Feedback) => Feedback,
            _ => Container(Section("inside")),
        };
        (InMessage(block).Count == 0).ShouldBe(message, "message");
        (In("modal", block).Count == 0).ShouldBe(modal, "modal");
        (In("home", block).Count == 0).ShouldBe(home, "home");
    }

    [Fact]
    public void A_container_holds_ten_plain_blocks_and_no_other_container()
    {
        InMessage(Container([.. Enumerable.Range(0, 10).Select(_ => Section("x"))])).ShouldBeEmpty();
        InMessage(Container([.. Enumerable.Range(0, 11).Select(_ => Section("x"))]))
            .Single()
            .ShouldContain("no more than 10 items");
        InMessage(Container(Container(Section("x")))).Single().ShouldContain("unsupported type: container");
        InMessage(Container(Markdown)).Single().ShouldContain("unsupported type: markdown");
        InMessage(Container(Input("block", "it"))).Single().ShouldContain("unsupported type: input");
        InMessage(Container(Actions(Button("a", "A"))), Actions(Button("b", "B")))
            .Single()
            .ShouldContain("`block_id` already exists");
    }

    [Fact]
    public void Markdown_is_counted_over_the_whole_message()
    {
        var half = new { type = "markdown", text = new string('x', 6_001) };
        InMessage(half).ShouldBeEmpty();
        InMessage(half, half).Single().ShouldContain("less than 12001 characters together");
    }

    [Fact]
    public async Task A_second_table_is_refused_with_an_error_of_its_own()
    {
        await using var room = await SlackRoom.OpenAsync();
        (await PostAsync(Table)).Error.ShouldBeNull();
        var refused = await PostAsync(Table, Table);
        refused.Error.ShouldBe("invalid_attachments");
        refused.Reasons.Single()!.ShouldContain("only_one_table_allowed");

        Task<ApiReply> PostAsync(params object[] blocks) =>
            room.CallAsync(
                "chat.postMessage",
                new
                {
                    channel = "C0OPS",
                    text = "x",
                    blocks,
                }
            );
    }

    [Fact]
    public async Task Buttons_in_a_container_and_thumbs_can_be_clicked()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(
            new
            {
                channel = "C0OPS",
                text = "x",
                blocks = (object[])[Container(Actions(Button("inside", "A"))), Feedback],
            }
        );
        room.Slack.Messages("C0OPS").Single().Offers("inside").ShouldBeTrue();
        await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "inside", stop: SlackRoom.Stop);
        room.Heard[^1].Payload.List("actions").Single().Text("block_id").ShouldBe("esc:7");
        await room.Slack.ClickAsync("U0OPS", "C0OPS", ts, "draft", "good", SlackRoom.Stop);
        room.Heard[^1].Payload.List("actions").Single().Text("value").ShouldBe("good");
    }

    [Fact]
    public void Views_take_a_hundred_blocks_messages_fifty()
    {
        object[] hundred = [.. Enumerable.Range(0, 100).Select(_ => Section("x"))];
        In("home", hundred).ShouldBeEmpty();
        In("modal", [.. hundred, Section("x")]).Single().ShouldContain("no more than 100 items");
        InMessage(hundred).Single().ShouldContain("no more than 50 items");
    }

    private static object Container(params object[] children) =>
        new
        {
            type = "container",
            title = Words("Before"),
            is_collapsible = true,
            child_blocks = children,
        };

    private static IReadOnlyList<string> InMessage(params object[] blocks) =>
        BlockCheck.Message(JsonSerializer.SerializeToElement(blocks));

    private static IReadOnlyList<string> In(string type, params object[] blocks) =>
        BlockCheck.View(
            JsonSerializer.SerializeToElement(
                type == "modal"
                    ? (object)
                        new
                        {
                            type,
                            title = Words("It"),
                            blocks,
                        }
                    : new { type, blocks }
            )
        );
}
