using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What must hold for every message, whatever words it holds.</summary>
internal static partial class Inert
{
    /// <summary>Slack takes it, it is not too large, and nothing that others wrote comes alive in it.</summary>
    internal static void Check(SlackMessage message)
    {
        foreach (var blocks in new[] { message.Blocks, message.Plain?.Blocks }.OfType<JsonArray>())
        {
            var written = JsonSerializer.SerializeToElement(blocks);
            BlockCheck.Message(written).ShouldBeEmpty();
            Encoding.UTF8.GetByteCount(SlackJson.Write(blocks)).ShouldBeLessThanOrEqualTo(10_000);
            foreach (var element in All(written))
                CheckElement(element);
        }

        message.Text.Length.ShouldBeInRange(1, 4_000);
        OurMarks().Replace(message.Text, "").ShouldNotContain('<');
        OurMarks().Replace(message.Text, "").ShouldNotContain('>');
    }

    private static void CheckElement(JsonElement element)
    {
        switch (element.Text("type"))
        {
            case "mrkdwn":
                element.GetProperty("verbatim").GetBoolean().ShouldBeTrue();
                OurLink().Replace(element.Text("text")!, "").ShouldNotContain('<');
                Mark().IsMatch(element.Text("text")!.Trim('*')[1..]).ShouldBeFalse();
                break;
            case "user":
                element.Text("user_id").ShouldBe("U0OPS");
                break;
            case "link" or "channel" or "usergroup" or "broadcast" or "emoji":
                Assert.Fail($"a live {element}");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<JsonElement> All(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => All(member.Value)).Prepend(element),
            _ => [],
        };

    [GeneratedRegex(
        @"<@U0OPS>|<!date\^[0-9]+\^\{date_short_pretty\} \{time\}\|[0-9: UTC-]+>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OurMarks();

    [GeneratedRegex(
        @"<https://shop\.example/[^<>|]*\|[^<>]*>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OurLink();

    /// <summary>A mark of formatting that nothing breaks; the label's own stars and the link's colon are ours.</summary>
    [GeneratedRegex("[_~`](?!\u200B)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
