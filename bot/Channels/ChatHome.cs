namespace OpsBot.Bot.Channels;

/// <summary>A chat the bot is in.</summary>
/// <param name="Chat">The first part of <c>chat:channel</c> and <c>chat:user</c>: <c>slack</c>.</param>
/// <param name="Channel">The chat's own id of the channel that was set for cards; empty where people choose one.</param>
internal sealed record ChatHome(string Chat, string Channel)
{
    /// <summary>Where a loop's cards go that names no place, as <c>chat:channel</c>.</summary>
    internal string PlaceOf(LoopName loop) => $"{Chat}:{(Channel.Length > 0 ? Channel : loop.Value)}";
}
