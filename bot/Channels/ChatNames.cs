using System.Collections.Concurrent;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels;

/// <summary>
/// What people of each chat are called, for those who read of them in another, where an id says nothing. Kept in the store, so that
/// every bot of it knows. A courtesy: where no name is known the id stands.
/// </summary>
internal sealed partial class ChatNames(IChatMemory memory, TimeProvider clock, ILogger<ChatNames> log)
{
    private const int MostName = 60;

    /// <summary>Another bot of the same store may have learnt a newer name.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);

    /// <summary>Somebody nobody knew may be known by now; the store is not asked more often.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (Task Read, long At)> readings = new(StringComparer.Ordinal);
    private readonly Lock reading = new();

    /// <summary>What the names of a chat are remembered under.</summary>
    internal static string MemoryOf(string chat) => $"{chat} names";

    /// <summary>
    /// How a person is written in a chat: <c>Kim (Slack)</c> for people of another. Who is of the chat itself stays an id, since
    /// the chat has its own way of naming them, and so does whoever has no name that is fit to be shown.
    /// </summary>
    /// <param name="chat">Where it is read: <c>slack</c>.</param>
    /// <param name="person">As <c>chat:user</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal async Task<string> InAsync(string chat, string person, CancellationToken cancel)
    {
        var home = Person.ChatOf(person);
        if (home == chat || home.Length == 0 || home == person)
            return person;
        await ReadAsync(home, isKnown: names.ContainsKey(person), cancel);
        return Known(person) ?? person;
    }

    /// <summary>The same, of what is known already.</summary>
    internal string? Known(string person) =>
        Person.ChatOf(person) is { Length: > 0 } home
        && names.TryGetValue(person, out var name)
        && Fit(name) is { } shown
            ? $"{shown} ({char.ToUpperInvariant(home[0])}{home[1..]})"
            : null;

    /// <summary>Remembers what somebody is called, where that is new.</summary>
    /// <param name="person">As <c>chat:user</c>.</param>
    /// <param name="name">As the chat says; untrusted.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal async Task LearnAsync(string person, string name, CancellationToken cancel)
    {
        var home = Person.ChatOf(person);
        await ReadAsync(home, isKnown: names.ContainsKey(person), cancel);
        if (names.TryGetValue(person, out var known) && known == name)
            return;
        names[person] = name;
        try
        {
            await memory.KeepAsync(MemoryOf(home), person[(home.Length + 1)..], name, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Nobody's click may fail for a name; it is learnt again.
            names.TryRemove(person, out _);
            Log.NotKept(log, home, failure.Message);
        }
    }

    /// <summary>One line of that length at most. One with a colon could be taken for an id, and become a mention of somebody else.</summary>
    private static string? Fit(string name) =>
        ChatText.Line(name) is { Length: > 0 } line && !line.Contains(':', StringComparison.Ordinal)
            ? ChatText.Cut(line, MostName)
            : null;

    private Task ReadAsync(string chat, bool isKnown, CancellationToken cancel)
    {
        lock (reading)
        {
            if (
                !readings.TryGetValue(chat, out var last)
                || clock.GetElapsedTime(last.At) > (isKnown ? Believed : JustNow)
            )
                readings[chat] = last = (AllAsync(chat), clock.GetTimestamp());
            return last.Read.WaitAsync(cancel);
        }
    }

    /// <summary>For all who wait for it, so that none of them can stop it.</summary>
    private async Task AllAsync(string chat)
    {
        try
        {
            foreach (var (user, name) in await memory.AllAsync(MemoryOf(chat), CancellationToken.None))
                names[$"{chat}:{user}"] = name;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.NotRead(log, chat, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "What people of {Chat} are called could not be read, so their ids stand: {Why}"
        )]
        internal static partial void NotRead(ILogger log, string chat, string why);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "What somebody of {Chat} is called could not be kept: {Why}"
        )]
        internal static partial void NotKept(ILogger log, string chat, string why);
    }
}
