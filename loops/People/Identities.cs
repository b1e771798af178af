using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>
/// Which ids are one person. Pure. It only ever narrows: one person counts once, decides nothing they asked for, and is not
/// somebody else. Roles stay with each id.
/// </summary>
public sealed class Identities
{
    private readonly Dictionary<string, HashSet<string>> byId = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts together what is known.</summary>
    /// <param name="named">Ids that the settings name under one address of mail.</param>
    /// <param name="links">Links that people made themselves.</param>
    public Identities(IEnumerable<IReadOnlyCollection<string>> named, IEnumerable<PersonLink> links)
    {
        foreach (var ids in named.Where(IsOnePerson))
            Join(ids);
        foreach (var link in links)
            Join([link.One, link.Other]);
    }

    /// <summary>
    /// The ids under one address are one person where each is in another chat. Two of one chat are two people who share the address,
    /// and who a third is in another chat nobody can tell then.
    /// </summary>
    public static bool IsOnePerson(IReadOnlyCollection<string> ids) =>
        ids.Select(Person.ChatOf).Distinct(StringComparer.OrdinalIgnoreCase).Count() == ids.Count;

    /// <summary>The other ids of whoever has this one.</summary>
    public IReadOnlyCollection<string> OthersOf(string id) =>
        byId.TryGetValue(id, out var all)
            ?
            [
                .. all.Where(other => !other.Equals(id, StringComparison.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>How many people are known by more than one id.</summary>
    public int Count => byId.Values.Distinct().Count(ids => ids.Count > 1);

    /// <summary>All ids that stand for somebody who has another.</summary>
    public IReadOnlyCollection<string> Linked => [.. byId.Where(pair => pair.Value.Count > 1).Select(pair => pair.Key)];

    /// <summary>Whoever is the same as somebody is the same as all whom that one is the same as.</summary>
    private void Join(IReadOnlyCollection<string> ids)
    {
        var all = new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
            if (byId.TryGetValue(id, out var known))
                all.UnionWith(known);
        foreach (var id in all)
            byId[id] = all;
    }
}
