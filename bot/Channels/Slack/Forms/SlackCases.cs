using System.Text.Json;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>Shows a case's card before one person, wherever they are: opened from a home tab or a list, with the same buttons.</summary>
internal sealed class SlackCases(ICardSubjects cards, SlackClient client, SlackPanel panel, TimeProvider clock)
    : ISlackHandler
{
    /// <summary>Begins the ids of blocks with a button that opens the case it names.</summary>
    internal const string Case = "case";

    public IEnumerable<string> Takes => [$"block_actions:{Case}"];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        SlackClick.FirstAction(payload)?.Text("value") is { Length: > 0 } id
            ? await panel.OpenAsync(payload, stop => ViewAsync(new EscalationId(id), stop), cancel)
            : SlackReply.NotUnderstood;

    /// <summary>Shows the newest state where an older one is shown.</summary>
    /// <exception cref="OutsideException">It could not be shown.</exception>
    internal async Task RefreshAsync(string view, EscalationId id, CancellationToken cancel) =>
        await client.UpdateViewAsync(view, await ViewAsync(id, cancel), cancel);

    private async Task<JsonObject> ViewAsync(EscalationId id, CancellationToken cancel)
    {
        if (await cards.ReadCardAsync(id, cancel) is not { } subject)
            return SlackPanel.Show("Case", [PlainSection("This case is not there any more.")]);
        var card = CardFace.Of(subject, clock.GetUtcNow());
        return SlackPanel.Show("Case", SlackCards.Of(card).Blocks.Select(block => block!.DeepClone()));
    }
}
