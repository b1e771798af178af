using System.Collections.Concurrent;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Who somebody in Teams is: a full member of our own tenant, or nobody. Guests, anonymous people and people of other tenants who
/// share a channel with ours are nobody, and so is whoever cannot be looked up. What Teams said is believed for a quarter of an
/// hour.
/// </summary>
internal sealed class TeamsPeople(TeamsClient client, TeamsOptions options, Roles roles, TimeProvider clock)
{
    /// <summary>The first part of a person's id: <c>teams:7faf8ab2-…</c>.</summary>
    internal const string Prefix = TeamsClient.Name + ":";

    /// <summary>Longer is not believed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Account, Guid Person), (bool IsOurs, long At)> known = [];

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
            return person with { IsOurs = await IsOursAsync(activity.Place, from.Id, id, cancel) };
        }
        catch (OutsideException) when (!roles.IsKnown(person with { IsOurs = true }))
        {
            // Nothing they do depends on it.
            return person;
        }
    }

    private async Task<bool> IsOursAsync(string conversation, string account, Guid id, CancellationToken cancel)
    {
        if (known.TryGetValue((account, id), out var said) && clock.GetElapsedTime(said.At) < Believed)
            return said.IsOurs;
        var asked = clock.GetTimestamp();
        var member = await client.MemberAsync(conversation, account, cancel);
        var isOurs = member is not null && IsFullMember(member, account, id);
        known[(account, id)] = (isOurs, asked);
        return isOurs;
    }

    /// <summary>The same account and object id, of our tenant, and not there by anybody's leave.</summary>
    private bool IsFullMember(TeamsMember member, string account, Guid id) =>
        member.Id == account
        && member.AadObjectId == id
        && member.Role == "user"
        && member.Tenant?.Equals(options.TenantId, StringComparison.OrdinalIgnoreCase) is true;
}
