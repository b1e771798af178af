using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Somebody at Slack's door, as Slack says.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">As Slack calls them.</param>
/// <param name="Team">The workspace they belong to: in a shared channel it may be another company's.</param>
internal sealed record SlackUser(string Id, string Name, string? Team)
{
    /// <summary>Who did it; nothing where the payload does not say.</summary>
    internal static SlackUser? In(JsonElement payload) =>
        payload.Text("user", "id") is { Length: > 0 } id
            ? new SlackUser(
                id,
                payload.Text("user", "name") ?? payload.Text("user", "username") ?? id,
                payload.Text("user", "team_id") ?? payload.Text("team", "id")
            )
            : null;
}

/// <summary>A click on a card's button; docs.slack.dev/reference/interaction-payloads/block_actions-payload.</summary>
/// <param name="User">Who.</param>
/// <param name="View">The view the card is in, where it is in none of a channel's messages.</param>
/// <param name="Question">The question's id, as the button carries it.</param>
/// <param name="Choice">The choice's key.</param>
/// <param name="Trigger">Lets a form be opened, for three seconds.</param>
internal sealed record SlackClick(SlackUser User, string? View, EscalationId Question, string Choice, string Trigger)
{
    /// <summary>Reads a click; nothing where the payload lacks something.</summary>
    internal static SlackClick? In(JsonElement payload)
    {
        if (FirstAction(payload) is not { } action || SlackUser.In(payload) is not { } user)
            return null;
        if (action.Text("value") is not { Length: > 0 } question || action.Text("action_id") is not { } choice)
            return null;
        var trigger = payload.Text("trigger_id") ?? "";
        return new SlackClick(user, payload.Text("view", "id"), new EscalationId(question), choice, trigger);
    }

    /// <summary>What was clicked; Slack sends one at a time.</summary>
    internal static JsonElement? FirstAction(JsonElement payload) =>
        payload.TryGetProperty("actions", out var actions)
        && actions.ValueKind is JsonValueKind.Array
        && actions.GetArrayLength() > 0
            ? actions[0]
            : null;
}
