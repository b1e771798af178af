namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Which channel a loop's cards go to where the settings leave it to people: they name <c>teams:returns</c>, and somebody typed
/// <c>here returns</c> in a channel.
/// </summary>
internal sealed class TeamsChoices(IChatMemory memory)
{
    private const string Chat = "teams here";

    /// <summary>What the settings of a loop say where its channel is chosen in Teams.</summary>
    internal static string SettingOf(LoopName loop) => TeamsWords.Prefix + loop.Value;

    /// <summary>The conversation that a place in the settings means; nothing where nobody chose one yet.</summary>
    /// <param name="place">A conversation's own id, or a loop's name.</param>
    /// <param name="cancel">Stops the store.</param>
    internal Task<string?> FindAsync(string place, CancellationToken cancel) =>
        place.Contains(':', StringComparison.Ordinal)
            ? Task.FromResult<string?>(place)
            : memory.FindAsync(Chat, place, cancel);

    /// <summary>Chooses.</summary>
    internal Task ChooseAsync(LoopName loop, string conversation, CancellationToken cancel) =>
        memory.KeepAsync(Chat, loop.Value, conversation, cancel);
}
