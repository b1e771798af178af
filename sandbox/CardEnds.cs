using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox;

/// <summary>
/// Whether the chats tell the truth: each question's card shows, in every chat, where the question stands in the bot's own store.
/// </summary>
internal sealed class CardEnds(SandboxHost sandbox)
{
    /// <summary>What surely stands in a notification, however long the rest is.</summary>
    private const int Compared = 90;

    /// <summary>The cards of each chat, by question; more than one where a card was posted twice.</summary>
    internal IReadOnlyDictionary<string, ILookup<string, string>> Chats()
    {
        var world = sandbox.World.Services;
        var chats = new Dictionary<string, ILookup<string, string>>(StringComparer.Ordinal);
        if (world.GetService<PretendSlack>() is { } slack)
            chats["slack"] = slack
                .Messages(BotSettings.Channel)
                .Where(message => message is { IsReply: false, Case: not null })
                .ToLookup(message => message.Case!, message => message.Text, StringComparer.Ordinal);
        if (world.GetService<PretendTeams>() is { } teams)
            chats["teams"] = teams
                .Messages.Where(message => message is { IsReply: false, IsGone: false, Case: not null })
                .ToLookup(
                    message => message.Case!,
                    message => message.Activity.Text("summary") ?? "",
                    StringComparer.Ordinal
                );
        return chats;
    }

    /// <summary>Questions whose card is missing in a chat or shows something else there, with what it shows.</summary>
    internal async Task<IReadOnlyList<string>> UntrueAsync(CancellationToken cancel)
    {
        var chats = Chats();
        var subjects = sandbox.Bot.Services.GetRequiredService<ICardSubjects>();
        var untrue = new List<string>();
        foreach (var name in chats.Values.SelectMany(cards => cards).Select(cards => cards.Key).Distinct().Order())
        {
            if (await subjects.ReadCardAsync(new EscalationId(name), cancel) is not { } subject)
                continue;
            var truth = CardFace.Of(subject, TimeProvider.System.GetUtcNow()).Status;
            foreach (var (chat, cards) in chats)
            {
                var shown = cards[name].ToList();
                if (shown.Count == 0 || shown.Exists(text => !Says(text, truth)))
                    untrue.Add($"{name} in {chat}: {string.Join(" / ", shown)} (true: {truth})");
            }
        }

        return untrue;
    }

    /// <summary>Letters and digits alone: how words are made inert differs between the chats.</summary>
    private static bool Says(string shown, string truth)
    {
        var (all, wanted) = (Plain(shown), Plain(truth));
        return all.Contains(wanted[..Math.Min(Compared, wanted.Length)], StringComparison.Ordinal);
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
