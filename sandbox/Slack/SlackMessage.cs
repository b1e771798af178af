using System.Text.Json;

namespace OpsBot.Sandbox.Slack;

/// <summary>A message as it stands now; every change makes a new one with a higher revision.</summary>
internal sealed record SlackMessage(string Channel, string Ts, string User, string Text)
{
    internal string? ThreadTs { get; init; }

    internal JsonElement Blocks { get; init; } = Json.EmptyList;

    internal JsonElement? Metadata { get; init; }

    /// <summary>Set on a message that only this person sees.</summary>
    internal string? OnlyFor { get; init; }

    /// <summary>Also shown in the channel although it is a reply.</summary>
    internal bool IsBroadcast { get; init; }

    internal bool IsEdited { get; init; }

    internal IReadOnlyList<SlackFile> Files { get; init; } = [];

    internal int Revision { get; init; }

    internal bool IsReply => ThreadTs is { } parent && parent != Ts;

    /// <summary>The question a card is about: the same in every chat.</summary>
    internal string? Case =>
        Metadata is { } metadata && !IsReply && metadata.Has("event_payload")
            ? metadata.GetProperty("event_payload").Text("escalation_id")
            : null;

    /// <summary>Whether its blocks still hold a button, menu or field with this action id.</summary>
    internal bool Offers(string actionId) =>
        BlockKit
            .BlockCheck.Flat(Blocks)
            .SelectMany(BlockKit.BlockCheck.ElementsOf)
            .Any(element => element.Text("action_id") == actionId);
}
