using System.Collections.Concurrent;
using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// What Slack says of users and user groups. Of a user it is believed for a quarter of an hour; what members are called is learnt
/// on the way.
/// </summary>
internal sealed class SlackProfiles(SlackClient client, ChatNames names, TimeProvider clock)
{
    /// <summary>Longer is not believed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (SlackProfile? Profile, long At)> profiles = [];

    /// <summary>What is known of a user; nothing where Slack knows nobody of that id.</summary>
    /// <exception cref="OutsideException">Slack cannot be asked now.</exception>
    internal async Task<SlackProfile?> FindAsync(string user, CancellationToken cancel) =>
        profiles.TryGetValue(user, out var known) && clock.GetElapsedTime(known.At) < Believed
            ? known.Profile
            : await AskAsync(user, cancel);

    /// <summary>Asks, whatever is known.</summary>
    /// <exception cref="OutsideException">Slack cannot be asked now.</exception>
    internal async Task<SlackProfile?> AskAsync(string user, CancellationToken cancel)
    {
        var asked = clock.GetTimestamp();
        var profile = await client.UserAsync(user, cancel) is { } said ? SlackProfile.Of(said) : null;
        profiles[user] = (profile, asked);
        if (profile is { IsFullMember: true, Name: { } name })
            await names.LearnAsync(SlackChannel.Prefix + user, name, cancel);
        return profile;
    }

    /// <summary>How somebody is written in Slack: people of other chats by name, where it is known.</summary>
    internal Task<string?> NamedAsync(string? person, CancellationToken cancel) =>
        names.MaybeInAsync(SlackClient.Name, person, cancel);

    /// <summary>Who is in a user group.</summary>
    /// <exception cref="OutsideException">Slack cannot be asked now.</exception>
    internal Task<IReadOnlyList<string>> GroupAsync(string group, CancellationToken cancel) =>
        client.GroupAsync(group, cancel);
}

/// <summary>What Slack says of a user; docs.slack.dev/reference/objects/user-object.</summary>
/// <param name="Team">The workspace they belong to, where Slack says.</param>
/// <param name="Name">What they want to be called, where Slack says; untrusted.</param>
/// <param name="IsFullMember">Neither deactivated, nor a bot, nor a guest, nor of another company.</param>
internal sealed record SlackProfile(string? Team, string? Name, bool IsFullMember)
{
    private static readonly string[] NotFull =
    [
        "deleted",
        "is_bot",
        "is_restricted",
        "is_ultra_restricted",
        "is_stranger",
    ];

    internal static SlackProfile Of(JsonElement user) =>
        new(
            user.Text("team_id"),
            NameOf(user),
            !NotFull.Any(mark => user.TryGetProperty(mark, out var is_) && IsTrue(is_))
        );

    /// <summary>Empty where they gave themselves none; docs.slack.dev/reference/objects/user-object says which is which.</summary>
    private static string? NameOf(JsonElement user)
    {
        string?[] said =
        [
            user.Text("profile", "display_name"),
            user.Text("profile", "real_name"),
            user.Text("real_name"),
        ];
        return said.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
    }

    private static bool IsTrue(JsonElement value) => value.ValueKind is JsonValueKind.True;
}
