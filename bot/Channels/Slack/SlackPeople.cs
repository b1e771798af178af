using System.Collections.Concurrent;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Who a Slack user is: whether they are a full member of our workspace, and in which of the user groups that roles name. What
/// Slack said is believed for a quarter of an hour; who cannot be looked up is nobody.
/// </summary>
internal sealed partial class SlackPeople(
    SlackWorkspace workspace,
    SlackProfiles profiles,
    Roles roles,
    TimeProvider clock,
    ILogger<SlackPeople> log
) : IChatPeople
{
    private const string GroupPrefix = SlackChannel.Prefix + "S";

    /// <summary>Longer is not believed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(15);

    /// <summary>Somebody who is in no group may have joined one just now; asked no more often than this.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<string> Users, long At)> groups = [];

    private IEnumerable<string> Groups =>
        roles
            .Members.Where(member => member.StartsWith(GroupPrefix, StringComparison.Ordinal))
            .Select(member => member[SlackChannel.Prefix.Length..]);

    public string Chat => SlackClient.Name;

    /// <summary>Whoever somebody else named is looked up in any case: nobody but Slack vouches for them.</summary>
    public async Task<Person> FindAsync(string user, CancellationToken cancel)
    {
        var team = await workspace.TeamAsync(cancel);
        var person = await PersonAsync(new SlackUser(user, user, team), cancel);
        var isMember =
            await profiles.FindAsync(user, cancel) is { IsFullMember: true } profile && IsOfOurTeam(profile, team);
        return isMember ? person : person with { IsOurs = false };
    }

    /// <summary>The person behind a user, as far as roles are concerned.</summary>
    /// <exception cref="OutsideException">They are named in a role, and Slack cannot be asked about them now.</exception>
    internal async Task<Person> PersonAsync(SlackUser user, CancellationToken cancel)
    {
        var person = new Person(SlackChannel.Prefix + user.Id, user.Name, IsOurs: false);
        if (!await workspace.IsOursAsync(user.Team, cancel))
            return person;
        var member = person with { IsOurs = true, Groups = await GroupsOfAsync(user.Id, cancel) };
        // Nobody's role depends on more than this: no need to ask about people who have none.
        if (!roles.IsKnown(member))
            return member;
        return
            await profiles.FindAsync(user.Id, cancel) is { IsFullMember: true } profile
            && IsOfOurTeam(profile, user.Team)
            ? member
            : person;
    }

    /// <inheritdoc cref="SlackProfiles.NamedAsync"/>
    internal Task<string?> NamedAsync(string? person, CancellationToken cancel) => profiles.NamedAsync(person, cancel);

    /// <summary>Asks about everybody roles name, so that no click has to wait for it.</summary>
    internal async Task RefreshAsync(CancellationToken cancel)
    {
        var users = roles
            .Members.Where(member =>
                member.StartsWith(SlackChannel.Prefix, StringComparison.Ordinal)
                && !member.StartsWith(GroupPrefix, StringComparison.Ordinal)
            )
            .Select(member => member[SlackChannel.Prefix.Length..]);
        foreach (var group in Groups)
            users = users.Concat(await AskGroupAsync(group, cancel));
        foreach (var user in users.Distinct(StringComparer.Ordinal))
            await profiles.AskAsync(user, cancel);
    }

    private static bool IsOfOurTeam(SlackProfile profile, string? team) => profile.Team is null || profile.Team == team;

    private async Task<IReadOnlyList<string>> GroupsOfAsync(string user, CancellationToken cancel)
    {
        var within = new List<string>();
        foreach (var group in Groups)
        {
            if ((await UsersOfAsync(group, user, cancel)).Contains(user, StringComparer.Ordinal))
                within.Add(SlackChannel.Prefix + group);
        }

        return within;
    }

    private async Task<IReadOnlyList<string>> UsersOfAsync(string group, string user, CancellationToken cancel)
    {
        var known = groups.TryGetValue(group, out var found) ? found : default;
        var age = known.Users is null ? TimeSpan.MaxValue : clock.GetElapsedTime(known.At);
        var isFresh = age < JustNow || (age < Believed && known.Users!.Contains(user, StringComparer.Ordinal));
        if (isFresh)
            return known.Users!;
        try
        {
            return await AskGroupAsync(group, cancel);
        }
        catch (OutsideException failure)
        {
            Log.GroupUnknown(log, group, failure.Message);
            return age < Believed ? known.Users! : [];
        }
    }

    private async Task<IReadOnlyList<string>> AskGroupAsync(string group, CancellationToken cancel)
    {
        var asked = clock.GetTimestamp();
        var users = await profiles.GroupAsync(group, cancel);
        groups[group] = (users, asked);
        return users;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Slack: who is in the user group {Group} is not known; nobody counts as in it: {Why}"
        )]
        internal static partial void GroupUnknown(ILogger log, string group, string why);
    }
}
