namespace OpsBot.Sandbox.Slack;

/// <summary>Something on somebody's screen changed.</summary>
internal abstract record SlackChange
{
    private SlackChange() { }

    /// <summary>A message that is new, or, where there is a before, changed.</summary>
    internal sealed record Shown(SlackMessage Message, SlackMessage? Before = null) : SlackChange;

    internal sealed record Removed(SlackMessage Message) : SlackChange;

    internal sealed record ViewsOf(string User) : SlackChange;

    internal sealed record Home(string User) : SlackChange;

    /// <summary>How many connections the bot has open in Socket Mode.</summary>
    internal sealed record Linked(int Count) : SlackChange;
}
