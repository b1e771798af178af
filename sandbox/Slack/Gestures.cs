namespace OpsBot.Sandbox.Slack;

/// <summary>What a person can do in Slack that the bot hears of.</summary>
internal sealed record Gestures(Clicks Clicks, Forms Forms, Commands Commands);
