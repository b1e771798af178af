using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// What somebody typed to the bot, as the one grammar of commands takes it. Who is mentioned is read from the message's entities:
/// <c>&lt;at&gt;</c> in the text may be typed by anybody (learn.microsoft.com/microsoftteams/platform/bots, channel-and-group-conversations).
/// </summary>
internal sealed partial class TeamsTyped(TeamsClient client)
{
    /// <summary>Reads a message; people it mentions become <see cref="PersonMention"/>s.</summary>
    /// <exception cref="OutsideException">Teams cannot be asked who is mentioned.</exception>
    internal async Task<string> ReadAsync(TeamsActivity activity, CancellationToken cancel)
    {
        var text = activity.Text ?? "";
        foreach (var mention in activity.Entities.Where(entity => entity.Text("type") == "mention"))
        {
            var (said, id) = (mention.Text("text"), mention.Text("mentioned", "id"));
            if (said is not { Length: > 0 } || id is not { Length: > 0 })
                continue;
            var meant = id == activity.Recipient.Id ? " " : await PersonAsync(activity, mention, id, cancel);
            if (meant is not null)
                text = text.Replace(said, meant, StringComparison.Ordinal);
        }

        return Plain(text);
    }

    /// <summary>Without marks of its own, one space between words, and without the stroke that people are used to type.</summary>
    private static string Plain(string text)
    {
        var words = string.Join(
            ' ',
            WebUtility
                .HtmlDecode(Break().Replace(text, " "))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        return words.StartsWith('/') ? words[1..].TrimStart() : words;
    }

    private async Task<string?> PersonAsync(
        TeamsActivity activity,
        JsonElement mention,
        string account,
        CancellationToken cancel
    )
    {
        var said = mention.Text("mentioned", "aadObjectId");
        var id = Guid.TryParseExact(said, "D", out var named)
            ? named
            : (await client.MemberAsync(activity.ConversationId, account, cancel))?.AadObjectId;
        return id is { } person ? $" {PersonMention.Of($"{TeamsWords.Prefix}{person:D}")} " : null;
    }

    [GeneratedRegex(
        "<br ?/?>|</?p>",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Break();
}
