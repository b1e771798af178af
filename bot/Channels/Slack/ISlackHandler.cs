using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Takes one kind of thing that Slack sends, whichever way it came: over HTTP or through a socket.</summary>
internal interface ISlackHandler
{
    /// <summary>What it takes, each named as <see cref="SlackKind.Of"/> names it: <c>block_actions:choices</c>.</summary>
    IEnumerable<string> Takes { get; }

    /// <summary>Takes it. Slack is told that it arrived when this ends, or after a second.</summary>
    /// <param name="payload">What Slack sent; its sender is Slack beyond doubt, its content is anybody's.</param>
    /// <param name="cancel">Stops with the bot, not with Slack's patience.</param>
    /// <exception cref="OutsideException">It could not be taken: Slack may send it again, or the person try again.</exception>
    Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel);
}

/// <summary>What is answered to something that Slack sent.</summary>
internal sealed record SlackReply
{
    /// <summary>It arrived; there is nothing to say.</summary>
    internal static SlackReply Nothing { get; } = new();

    /// <summary>It lacks something that Slack always sends.</summary>
    internal static SlackReply NotUnderstood { get; } = new();

    /// <summary>What goes back with the acknowledgement: a form's <c>response_action</c>.</summary>
    internal JsonObject? Payload { get; init; }

    /// <summary>What the person alone is told.</summary>
    internal SlackMessage? Told { get; init; }

    /// <summary>Tells the person something.</summary>
    internal static SlackReply Tell(SlackMessage told) => new() { Told = told };
}

/// <summary>Names what Slack sends, so that each kind finds its handler.</summary>
internal static class SlackKind
{
    /// <summary>A slash command.</summary>
    internal const string Command = "slash_commands";

    /// <summary>Something chosen from the menu at the end of a row of buttons.</summary>
    internal const string Menu = "menu";

    private const char More = ':';

    /// <summary>
    /// <c>block_actions:</c>, for menus <c>menu:</c>, and the block's id up to a colon; <c>view_submission:</c>, <c>shortcut:</c> and the like and the
    /// callback's id; <c>event_callback:</c> and the event's type; nothing where there is no type.
    /// </summary>
    internal static string? Of(JsonElement payload) =>
        payload.Text("type") switch
        {
            null => null,
            Command => Command,
            "block_actions" when SlackClick.FirstAction(payload) is { } action =>
                $"{(action.Text("type") == "overflow" ? Menu : "block_actions")}:{action.Text("block_id")?.Split(More)[0]}",
            "event_callback" => $"event_callback:{payload.Text("event", "type")}",
            var type => $"{type}:{payload.Text("view", "callback_id") ?? payload.Text("callback_id")}",
        };
}
