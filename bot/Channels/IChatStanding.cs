namespace OpsBot.Bot.Channels;

/// <summary>Says what cuts a whole chat off, where something does: health and doctor tell it.</summary>
internal interface IChatStanding
{
    /// <summary>The chat: <c>slack</c>.</summary>
    string Chat { get; }

    /// <summary>What is wrong and what to do, in a sentence or two; nothing where the chat works.</summary>
    string? Trouble { get; }
}
