using System.Collections.Concurrent;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Who somebody in Teams is: a full member of our own tenant, or nobody. Guests, anonymous people and people of other tenants who
/// share a channel with ours are nobody, and so is whoever cannot be looked up. What Teams said is believed for a quarter of an
/// hour; in which of the groups that roles name they are, <see cref="TeamsDirectory"/> knows.
/// </summary>
internal sealed class TeamsPeople(
    TeamsClient client,
    TeamsConversations conversations,
    TeamsOptions options,
    TeamsDirectory directory,
    TimeProvider clock
) : IChatPeople
{
    /// <summary>The first part of a person's id: <c>teams:7faf8ab2-…</c>.</summary>
    internal const string Prefix = TeamsClient.Name + ":";

    /// <summary>Longer is not believed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Account, Guid Person), (bool IsOurs, long At)> known = [];

    public string Chat => TeamsClient.Name;

    /// <summary>
    /// Somebody who was named, and who need not have done anything yet: they are looked for wherever the bot is together with
    /// people.
    /// </summary>
    public async Task<Person> FindAsync(string user, CancellationToken cancel)
    {
        if (!Guid.TryParseExact(user, "D", out var id) || id == Guid.Empty)
            return new Person(Prefix + user, user, IsOurs: false);
        var person = new Person($"{Prefix}{id:D}", user, IsOurs: false);
        OutsideException? unasked = null;
        foreach (var conversation in await TogetherAsync(id, cancel))
        {
            try
            {
                if (await client.MemberAsync(conversation, id.ToString("D"), cancel) is { } member)
                    return await InGroupsAsync(
                        person with
                        {
                            Name = member.Name,
                            IsOurs = IsFullMember(member, id),
                        },
                        id,
                        cancel
                    );
            }
            catch (OutsideException failure)
            {
                // One place may be closed to the bot, and another not.
                unasked = failure;
            }
        }

        return unasked is null ? person : throw unasked;
    }

    /// <summary>The person who did something, as far as roles are concerned.</summary>
    /// <exception cref="OutsideException">They are named in a role, and Teams cannot be asked about them now.</exception>
    internal async Task<Person> PersonAsync(TeamsActivity activity, CancellationToken cancel)
    {
        var from = activity.From;
        if (from.AadObjectId is not { } id || from.Id.Length == 0)
            return new Person($"{Prefix}nobody", from.Name, IsOurs: false);
        var person = new Person($"{Prefix}{id:D}", from.Name, IsOurs: false);
        try
        {
            var isOurs = await IsOursAsync(activity.Place, from.Id, id, cancel);
            return await InGroupsAsync(person with { IsOurs = isOurs }, id, cancel);
        }
        catch (OutsideException) when (directory.Named.Count == 0 && !IsKnown(person))
        {
            // Nothing they do depends on it.
            return person;
        }
    }

    /// <summary>With the groups they are in; who has a role without them keeps it where groups cannot be read.</summary>
    private async Task<Person> InGroupsAsync(Person person, Guid id, CancellationToken cancel)
    {
        if (!person.IsOurs)
            return person;
        try
        {
            return person with { Groups = await directory.OfAsync(id, cancel) };
        }
        catch (OutsideException) when (IsKnown(person))
        {
            return person;
        }
    }

    /// <summary>Some role names them, and not by a group.</summary>
    private bool IsKnown(Person person) => directory.Roles.IsKnown(person with { IsOurs = true });

    private async Task<bool> IsOursAsync(string conversation, string account, Guid id, CancellationToken cancel)
    {
        if (known.TryGetValue((account, id), out var said) && clock.GetElapsedTime(said.At) < Believed)
            return said.IsOurs;
        var asked = clock.GetTimestamp();
        var member = await client.MemberAsync(conversation, account, cancel);
        var isOurs = member is not null && member.Id == account && IsFullMember(member, id);
        known[(account, id)] = (isOurs, asked);
        return isOurs;
    }

    private async Task<IEnumerable<string>> TogetherAsync(Guid person, CancellationToken cancel)
    {
        var alone = (await conversations.PersonAsync(person, cancel))?.Chat;
        var teams = (await conversations.TeamsAsync(cancel)).Select(team => team.Id);
        return alone is null ? teams : teams.Prepend(alone);
    }

    /// <summary>
    /// The same object id, of our tenant, and not there by anybody's leave. That guests have another role is nowhere promised; how
    /// they sign in is: learn.microsoft.com/entra/external-id/user-properties.
    /// </summary>
    private bool IsFullMember(TeamsMember member, Guid id) =>
        member.AadObjectId == id
        && member.Role == "user"
        && member.PrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) is not true
        && member.Tenant?.Equals(options.TenantId, StringComparison.OrdinalIgnoreCase) is true;
}
