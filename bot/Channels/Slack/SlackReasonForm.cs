using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>The form that asks why, for choices that need a reason; docs.slack.dev/surfaces/modals.</summary>
/// <param name="User">Who filled it in.</param>
/// <param name="Question">The question it answers.</param>
/// <param name="Choice">The choice that was clicked.</param>
/// <param name="Reason">What was typed; untrusted.</param>
internal sealed record SlackReasonForm(SlackUser User, EscalationId Question, string Choice, string? Reason)
{
    internal const string CallbackId = "opsbot_reason";

    /// <summary>The id of its one field: errors are shown under it.</summary>
    internal const string Field = "reason";

    private const int MostReason = 1_000;

    /// <summary>The form of a choice.</summary>
    internal static JsonObject View(SlackClick click, Escalation asked, Choice choice)
    {
        var effects = choice.Plan.Effects.Select(effect => effect.Preview);
        var does = $"{asked.Question.Title}\n{choice.Label}\n{string.Join('\n', effects)}";
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = CallbackId,
            ["private_metadata"] = SlackJson.Write(
                new JsonObject { ["escalation"] = click.Question.Value, ["choice"] = click.Choice }
            ),
            ["title"] = SlackBlocks.Plain("Why?"),
            ["submit"] = SlackBlocks.Plain("Decide"),
            ["close"] = SlackBlocks.Plain("Not yet"),
            ["blocks"] = new JsonArray(SlackBlocks.PlainSection(SlackText.Cut(SlackText.Clean(does), 1_000)), Input()),
        };
    }

    /// <summary>Reads what was submitted; nothing where the payload lacks something.</summary>
    internal static SlackReasonForm? In(JsonElement payload)
    {
        var about = SlackJson.Object(payload.Text("view", "private_metadata"));
        if (about is not { } known || SlackUser.In(payload) is not { } user)
            return null;
        if (known.Text("escalation") is not { Length: > 0 } question || known.Text("choice") is not { } choice)
            return null;
        var reason = payload.Text("view", "state", "values", Field, Field, "value");
        return new SlackReasonForm(user, new EscalationId(question), choice, reason);
    }

    private static JsonObject Input() =>
        new()
        {
            ["type"] = "input",
            ["block_id"] = Field,
            ["label"] = SlackBlocks.Plain("The reason"),
            ["hint"] = SlackBlocks.Plain("Kept with the decision. A message to the customer may quote it."),
            ["element"] = new JsonObject
            {
                ["type"] = "plain_text_input",
                ["action_id"] = Field,
                ["multiline"] = true,
                ["max_length"] = MostReason,
                ["focus_on_load"] = true,
            },
        };
}
