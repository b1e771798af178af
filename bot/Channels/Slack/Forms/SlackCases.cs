using System.Text.Json;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>Shows a case's card before one person, wherever they are: opened from a home tab or a list, with the same buttons.</summary>
internal sealed partial class SlackCases(
    SlackCaseFace face,
    SlackClient client,
    SlackPanel panel,
    ILogger<SlackCases> log
) : ISlackHandler
{
    /// <summary>Begins the ids of blocks with a button that opens the case it names.</summary>
    internal const string Case = "case";

    public IEnumerable<string> Takes => [$"block_actions:{Case}"];

    /// <summary>A case in a list: its title over a line on where it stands, and the button that opens it.</summary>
    /// <param name="asked">The case.</param>
    /// <param name="standing">Mrkdwn; what others wrote in it is inert.</param>
    internal static JsonObject Listed(Escalation asked, string standing)
    {
        var title = ChatText.Line(asked.Question.Title);
        return SlackViewBlocks.WithButton(
            $"{Case}:{asked.Id.Value}",
            $"*{SlackText.Inert(ChatText.Cut(title, 150))}*\n{standing}",
            SlackViewBlocks.ButtonOf("open", "Open", asked.Id.Value, $"Open {title}")
        );
    }

    /// <summary><c>due</c> and when, or since when it is overdue; mrkdwn.</summary>
    internal static string Due(Escalation asked, DateTimeOffset now)
    {
        var due = asked.Question.Deadline;
        return $"{(due < now ? "overdue since" : "due")} {MomentInText(due)}";
    }

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        SlackClick.FirstAction(payload)?.Text("value") is { Length: > 0 } id
            ? await panel.OpenAsync(payload, stop => ViewAsync(new EscalationId(id), stop), cancel)
            : SlackReply.NotUnderstood;

    /// <summary>
    /// Shows the newest state where an older one is shown: in the view that something was clicked in, or under the form that was
    /// sent. What was done is done, whether or not it can be shown there.
    /// </summary>
    internal async Task RefreshAsync(JsonElement payload, EscalationId id, CancellationToken cancel)
    {
        var isForm = payload.Text("type") == "view_submission";
        if (payload.Text("view", isForm ? "previous_view_id" : "id") is not { } view)
            return;
        try
        {
            await client.UpdateViewAsync(view, await ViewAsync(id, cancel), cancel);
        }
        catch (Exception failure) when (failure is OutsideException or StoreException)
        {
            Log.NotShown(log, id, failure.Message);
        }
    }

    private async Task<JsonObject> ViewAsync(EscalationId id, CancellationToken cancel)
    {
        if (await face.OfAsync(id, cancel) is not { } card)
            return SlackPanel.Show("Case", [PlainSection("This case is not there any more.")]);
        return SlackPanel.Show("Case", SlackCards.Of(card).Blocks.Select(block => block!.DeepClone()));
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The case {Case} could not be shown anew in its view: {Why}"
        )]
        internal static partial void NotShown(ILogger log, EscalationId @case, string why);
    }
}
