namespace OpsBot.Loops.People;

/// <summary>Who is in which role. A role that is not configured has nobody in it.</summary>
/// <param name="members">Role to people, as <c>chat:user</c>.</param>
public sealed class Roles(IReadOnlyDictionary<string, IReadOnlyCollection<string>> members)
{
    /// <summary>The role whose people may pause, resume and change things.</summary>
    public const string Lead = "lead";

    /// <summary>A person is in at least one of these roles.</summary>
    public bool IsIn(Person person, params IReadOnlyList<string> roles) =>
        person.IsOurs && roles.Any(role => members.GetValueOrDefault(role)?.Contains(person.Id) == true);

    /// <summary>A person is in any role at all.</summary>
    public bool IsKnown(Person person) => IsIn(person, [.. members.Keys]);

    /// <summary>All roles there are, with or without people.</summary>
    public IEnumerable<string> Names => members.Keys;

    /// <summary>At least one person is in one of these roles.</summary>
    public bool HasAnyone(IReadOnlyList<string> roles) => roles.Any(role => members.GetValueOrDefault(role)?.Count > 0);
}
