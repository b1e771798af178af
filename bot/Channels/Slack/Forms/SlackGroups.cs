using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.Forms.SlackViewBlocks;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>Shows the cases that one card stands for: each can be opened and decided by itself.</summary>
internal sealed class SlackGroups(
    ICardGroups groups,
    SlackClient client,
    SlackPanel panel,
    ChatNames names,
    TimeProvider clock
) : ISlackHandler
{
    private const string Pages = "grouppage";

    /// <summary>A view holds a hundred blocks; half of that is a list one still reads.</summary>
    private const int OnePage = 40;

    public IEnumerable<string> Takes => [$"block_actions:{SlackButtons.GroupId}", $"block_actions:{Pages}"];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (
            SlackClick.FirstAction(payload) is not { } action
            || action.Text("value")?.Split(':') is not [{ Length: > 0 } group, .. var more]
        )
            return SlackReply.NotUnderstood;
        if (more is [var at] && payload.Text("view", "id") is { } view)
        {
            var skip = int.TryParse(at, CultureInfo.InvariantCulture, out var number) ? number : 0;
            await client.UpdateViewAsync(view, await ListAsync(group, skip, cancel), cancel);
            return SlackReply.Nothing;
        }

        return await panel.OpenAsync(
            payload,
            stop => action.Text("action_id") == GroupFace.Bulk ? BulkAsync(group, stop) : ListAsync(group, 0, stop),
            cancel
        );
    }

    private async Task<JsonObject> ListAsync(string group, int skip, CancellationToken cancel)
    {
        var members = await groups.GroupMembersAsync(group, skip, OnePage + 1, cancel);
        var blocks = new List<JsonNode>();
        foreach (var member in members.Take(OnePage))
            blocks.Add(CaseOf(member, await names.MaybeInAsync(SlackClient.Name, member.Escalation.By, cancel)));
        if (blocks.Count == 0)
            blocks.Add(PlainSection("There is nothing here any more."));
        var buttons = new List<JsonNode>();
        if (skip > 0)
            buttons.Add(Page("Back", group, Math.Max(0, skip - OnePage)));
        if (members.Count > OnePage)
            buttons.Add(Page("Next", group, skip + OnePage));
        if (buttons.Count > 0)
            blocks.Add(Actions(Pages, buttons));
        return SlackPanel.Show("Cases", blocks);
    }

    private static JsonObject Page(string label, string group, int skip) =>
        ButtonOf(label, label, FormattableString.Invariant($"{group}:{skip}"), $"{label} page");

    private JsonObject CaseOf(GroupMember member, string? settler)
    {
        var asked = member.Escalation;
        var by = settler is { } who ? $" by {PersonInText(who)}" : "";
        return SlackCases.Listed(
            asked,
            asked.IsOpen
                ? $"open · {SlackCases.Due(asked, clock.GetUtcNow())}"
                : asked.Verdict.ToString().ToLowerInvariant() + by
        );
    }

    private async Task<JsonObject> BulkAsync(string group, CancellationToken cancel)
    {
        var members = await groups.GroupMembersAsync(group, 0, CardGroup.MostMembers, cancel);
        return SlackBulk.Form([.. members.Select(member => member.Escalation).Where(asked => asked.IsOpen)]);
    }
}
