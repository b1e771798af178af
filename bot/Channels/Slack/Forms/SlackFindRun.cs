using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>
/// Takes the shortcut <em>Find the run of this order</em> in a message's menu: whatever order the message names, its story is
/// shown. docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload.
/// </summary>
internal sealed partial class SlackFindRun(ICommands commands, SlackPeople people, SlackPanel panel) : ISlackHandler
{
    /// <summary>As the manifest names it.</summary>
    internal const string CallbackId = "opsbot_find_run";

    private const int MostNames = 3;
    private const int MostBlocks = 90;

    public IEnumerable<string> Takes => [$"message_action:{CallbackId}"];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        SlackUser.In(payload) is { } user
            ? await panel.OpenAsync(payload, stop => FindAsync(user, NamesIn(payload), stop), cancel)
            : SlackReply.NotUnderstood;

    private async Task<JsonObject> FindAsync(SlackUser user, IReadOnlyList<string> names, CancellationToken cancel)
    {
        if (names.Count == 0)
            return SlackPanel.Show(
                "Find a run",
                [PlainSection("This message names no order. Type /ops run and its number, as in: /ops run #1042-R1")]
            );
        var person = await people.PersonAsync(user, cancel);
        var found = new List<JsonNode>();
        foreach (var name in names)
        {
            var reply = await commands.RunAsync($"run {name}", person, cancel);
            found.AddRange(SlackSayings.Reply(reply).Blocks.Select(block => block!.DeepClone()));
        }

        return SlackPanel.Show("Find a run", found.Take(MostBlocks));
    }

    /// <summary>Orders and returns that a message names, in its text and, for cards, in its blocks.</summary>
    private static IReadOnlyList<string> NamesIn(JsonElement payload)
    {
        if (!payload.TryGetProperty("message", out var message) || message.ValueKind is not JsonValueKind.Object)
            return [];
        var blocks = message.TryGetProperty("blocks", out var shown) ? shown.GetRawText() : "";
        return
        [
            .. Name()
                .Matches($"{message.Text("text")} {blocks}")
                .Select(match => match.Value)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostNames),
        ];
    }

    [GeneratedRegex(
        @"(?<![\w#<&])#[0-9A-Za-z]{2,20}(-[A-Za-z]?[0-9]{1,4})?\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Name();
}
