namespace OpsBot.Bot.Channels.Teams;

/// <summary>A message that was sent: what updates and replies are made with.</summary>
/// <param name="Conversation">The conversation, in a channel with the thread's root.</param>
/// <param name="Activity">The message's id in it.</param>
internal sealed record TeamsHandle(string Conversation, string Activity)
{
    private const char Between = '|';

    /// <summary>As it is kept: <c>conversation|activity</c>.</summary>
    public override string ToString() => $"{Conversation}{Between}{Activity}";

    /// <summary>Reads what was kept; nothing where it is no handle.</summary>
    internal static TeamsHandle? Parse(string kept) =>
        kept.LastIndexOf(Between) is var at and > 0 && at < kept.Length - 1
            ? new TeamsHandle(kept[..at], kept[(at + 1)..])
            : null;
}
