namespace OpsBot.Loops.People;

/// <summary>Who is in which role. A role that is not configured has nobody in it.</summary>
/// <param name="members">Role to people and groups of people, as <c>chat:user</c> and <c>chat:group</c>.</param>
public sealed class Roles(IReadOnlyDictionary<string, IReadOnlyCollection<string>> members)
{
    /// <summary>The role whose people may pause, resume and change things.</summary>
    public const string Lead = "lead";

    /// <summary>A person is in at least one of these roles.</summary>
    public bool IsIn(Person person, params IReadOnlyList<string> roles) =>
        person.IsOurs
        && roles.Any(role =>
            members.TryGetValue(role, out var those) && (those.Contains(person.Id) || person.Groups.Any(those.Contains))
        );

    /// <summary>Everybody any role names, people and groups alike.</summary>
    public IEnumerable<string> Members => members.Values.SelectMany(those => those).Distinct(StringComparer.Ordinal);

    /// <summary>A person is in any role at all.</summary>
    public bool IsKnown(Person person) => IsIn(person, [.. members.Keys]);

    /// <summary>All roles there are, with or without people.</summary>
    public IEnumerable<string> Names => members.Keys;

    /// <summary>At least one person is in one of these roles.</summary>
    public bool HasAnyone(IReadOnlyList<string> roles) => roles.Any(role => members.GetValueOrDefault(role)?.Count > 0);
}
