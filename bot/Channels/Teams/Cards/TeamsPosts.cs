using System.Globalization;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// What is known of messages whose sending ended without a clear answer. Teams has no key that makes a repeat harmless, and
/// without permissions in Graph, which the bot does not ask for, nothing can be looked up. So:
/// <list type="bullet">
/// <item>A card is posted again: seen twice is better than never, both name the same question, and of all answers one counts.
/// Where somebody looks at the first before that, their client says so, and it is found.</item>
/// <item>Lines of a thread are not said again: the run's story has them.</item>
/// </list>
/// </summary>
internal sealed class TeamsPosts(IChatMemory memory, ICardSubjects cards, Roles roles, TimeProvider clock)
{
    internal const string Seen = "teams posts";
    internal const string Said = "teams threads";

    /// <summary>Longer than a card waits for another try, however often it failed.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Somebody looked at a card; where no card is known to be in that message, it is one that was posted uncertainly.</summary>
    internal async Task SeenAsync(TeamsClick click, Person person, CancellationToken cancel)
    {
        if (click.Handle is not { } handle || !roles.IsKnown(person) || TeamsHandle.Parse(handle) is not { } message)
            return;
        if (await cards.FindByHandleAsync(handle, cancel) is null)
            await memory.KeepAsync(
                Seen,
                KeyOf(TeamsActivity.PlaceOf(message.Conversation), click.Question),
                Note(handle),
                cancel
            );
    }

    /// <summary>A card that somebody saw in a channel; nothing where nobody did.</summary>
    internal async Task<string?> FindAsync(string channel, EscalationId card, CancellationToken cancel) =>
        TeamsNotes.Read<TeamsPost>(await memory.FindAsync(Seen, KeyOf(channel, card), cancel))?.What;

    /// <summary>Lines are about to be said: from now on they may have been.</summary>
    internal Task SayingAsync(string handle, long last, CancellationToken cancel) =>
        memory.KeepAsync(Said, handle, Note(last.ToString(CultureInfo.InvariantCulture)), cancel);

    /// <summary>They were not said.</summary>
    internal Task NotSaidAsync(string handle, CancellationToken cancel) => memory.ForgetAsync(Said, handle, cancel);

    /// <summary>They may have been said.</summary>
    internal async Task<bool> MayBeSaidAsync(string handle, long last, CancellationToken cancel) =>
        TeamsNotes.Read<TeamsPost>(await memory.FindAsync(Said, handle, cancel))?.What
        == last.ToString(CultureInfo.InvariantCulture);

    /// <summary>Forgets what nobody will ask for any more.</summary>
    internal async Task SweepAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - Kept;
        foreach (var chat in (string[])[Seen, Said])
        foreach (var (key, note) in await memory.AllAsync(chat, cancel))
        {
            if (TeamsNotes.Read<TeamsPost>(note)?.At < before)
                await memory.ForgetAsync(chat, key, cancel);
        }
    }

    private string Note(string what) => TeamsNotes.Write(new TeamsPost(what, clock.GetUtcNow()));

    private static string KeyOf(string channel, EscalationId card) => $"{channel} {card.Value}";
}

/// <summary>What is remembered of a message whose sending ended without a clear answer.</summary>
/// <param name="What">The message's handle, or the number of the last line that was said.</param>
/// <param name="At">When it was remembered.</param>
internal sealed record TeamsPost(string What, DateTimeOffset At);
