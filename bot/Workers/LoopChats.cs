using OpsBot.Bot.Channels;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Workers;

/// <summary>Whether a loop's cards reach a chat the bot is in, and somebody there who may decide them.</summary>
/// <param name="chats">The chats that are on.</param>
/// <param name="people">Who is in which role.</param>
internal sealed class LoopChats(IReadOnlyList<ChatHome> chats, PeopleOptions people)
{
    /// <summary>No chat is set at all.</summary>
    internal const string None =
        "names no chat, so nobody could be asked. Set Channels:Slack (BotToken, SigningSecret, Channel: docs/install-slack.md), "
        + "or Channels:Teams (AppId, TenantId, ClientSecret, Channel: docs/install-teams.md), or both.";

    /// <summary>Where a loop's cards go: a loop that names no place uses those that the chats were set up with.</summary>
    internal IReadOnlyList<string> ChannelsOf(LoopName loop, IReadOnlyList<string> named) =>
        named.Count > 0 ? named : [.. chats.Select(chat => chat.PlaceOf(loop))];

    /// <summary>Where there is no chat at all, that is said once, and elsewhere.</summary>
    internal IEnumerable<string> ProblemsOfChannels(IReadOnlyList<string> channels)
    {
        foreach (var channel in channels)
        {
            if (channel.Split(':', 2) is not [{ Length: > 0 } chat, { Length: > 0 }])
                yield return $"'{channel}' is not a channel. Write chat:channel, such as slack:C0123ABCD.";
            else if (chats.Count > 0 && !IsOn(channel))
                yield return $"'{channel}' is in a chat the bot is not in. On: {On}. Set Channels:{Section(chat)}, or take it out.";
        }
    }

    /// <summary>A loop that moves money and whose cards nobody may decide would only pile them up.</summary>
    internal IEnumerable<string> ProblemsOfApprovers(IReadOnlyList<string> approvers)
    {
        foreach (var unknown in approvers.Except(people.Roles.Keys, StringComparer.Ordinal))
            yield return $"names {unknown}, which is no role. There are: {string.Join(", ", people.Roles.Keys)}; roles stand under {PeopleOptions.Section}:Roles.";
        if (approvers.Count == 0)
        {
            yield return "is empty, so nobody could decide its cards. Name roles, such as agent and lead.";
            yield break;
        }

        var deciders = approvers.SelectMany(role => people.Roles.GetValueOrDefault(role) ?? []).ToList();
        var named = $"names {string.Join(" and ", approvers)}, and nobody";
        var put = $"Put people into {PeopleOptions.Section}:Roles:{approvers[0]}, as {PeopleOptions.Example}.";
        if (deciders.Count == 0)
            yield return $"{named} has such a role. {put}";
        else if (chats.Count > 0 && !deciders.Exists(IsOn))
            yield return $"{named} who has such a role is in a chat that is on ({On}). {put}";
    }

    private string On => string.Join(", ", chats.Select(chat => chat.Chat));

    private bool IsOn(string place) => chats.Any(chat => place.StartsWith(chat.Chat + ":", StringComparison.Ordinal));

    private static string Section(string chat) =>
        chat switch
        {
            "slack" => "Slack",
            "teams" => "Teams",
            _ => "Slack or Channels:Teams",
        };
}
