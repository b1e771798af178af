namespace OpsBot.Sandbox.Slack;

/// <summary>Something on somebody's screen changed.</summary>
internal abstract record SlackChange
{
    private SlackChange() { }

    internal sealed record Shown(SlackMessage Message) : SlackChange;

    internal sealed record Removed(SlackMessage Message) : SlackChange;

    internal sealed record ViewsOf(string User) : SlackChange;
}
