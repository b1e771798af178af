using System.Collections.Concurrent;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// What people of Teams are called: learnt from what they do, since a card can name nobody by their id. Kept in the store, so that
/// every bot of it knows.
/// </summary>
internal sealed class TeamsNames(IChatMemory memory, ChatNames others, Roles roles, TeamsZone zone, TimeProvider clock)
{
    /// <summary>Names stand apart from where the bot may speak, and are many.</summary>
    internal const string Chat = "teams names";

    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
    private long? read;

    /// <summary>How people and moments are written now.</summary>
    internal async Task<TeamsWords> WordsAsync(CancellationToken cancel)
    {
        if (read is not { } at || clock.GetElapsedTime(at) > Believed)
        {
            read = clock.GetTimestamp();
            foreach (var (user, name) in await memory.AllAsync(Chat, cancel))
                names[user] = name;
        }

        return new TeamsWords(zone.Zone, user => names.GetValueOrDefault(user))
        {
            Elsewhere = others.Known,
            Colleagues =
            [
                .. roles.Members.Where(member =>
                    member.StartsWith(TeamsWords.Prefix, StringComparison.Ordinal)
                    && !member.StartsWith(TeamsDirectory.Prefix, StringComparison.Ordinal)
                ),
            ],
        };
    }

    /// <summary>Remembers what somebody is called.</summary>
    internal async Task LearnAsync(TeamsAccount account, CancellationToken cancel)
    {
        if (account.AadObjectId is not { } id || account.Name.Length == 0)
            return;
        var user = id.ToString("D");
        if (names.TryGetValue(user, out var known) && known == account.Name)
            return;
        names[user] = account.Name;
        await memory.KeepAsync(Chat, user, account.Name, cancel);
    }
}

/// <summary>Whose time cards show: Teams knows no reader's own.</summary>
/// <param name="Zone">The shop's.</param>
internal sealed record TeamsZone(TimeZoneInfo Zone);
