using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>A message as Slack takes it.</summary>
/// <param name="Text">What notifications show and screen readers read; mrkdwn, already escaped.</param>
/// <param name="Blocks">What everybody else sees.</param>
internal sealed record SlackMessage(string Text, JsonArray Blocks)
{
    /// <summary>What it can be found by; visible to every member, so ids only.</summary>
    internal JsonObject? Metadata { get; init; }

    /// <summary>The same in fewer shapes, said instead where Slack refuses these blocks.</summary>
    internal SlackMessage? Plain { get; init; }

    /// <summary>The arguments of a call; Slack links nothing in it by its own guess.</summary>
    internal JsonObject Arguments(string channel, JsonObject more)
    {
        var arguments = new JsonObject
        {
            ["channel"] = channel,
            ["text"] = Text,
            ["parse"] = "none",
        };
        if (Blocks.Count > 0)
            arguments["blocks"] = Blocks.DeepClone();
        if (Metadata is not null)
            arguments["metadata"] = Metadata.DeepClone();
        foreach (var (name, value) in more)
            arguments[name] = value?.DeepClone();
        return arguments;
    }
}
