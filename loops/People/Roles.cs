namespace OpsBot.Loops.People;

/// <summary>Who is in which role. A role that is not configured has nobody in it.</summary>
/// <param name="members">Role to people and groups of people, as <c>chat:user</c> and <c>chat:group</c>.</param>
public sealed class Roles(IReadOnlyDictionary<string, IReadOnlyCollection<string>> members)
{
    private readonly Dictionary<string, IReadOnlyCollection<string>> byEmail = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Addresses of people who may buy from their own shop, and whose they are, as <c>chat:user</c>: one id for each chat they are in.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Emails
    {
        init => byEmail = new Dictionary<string, IReadOnlyCollection<string>>(value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The role whose people may pause, resume and change things.</summary>
    public const string Lead = "lead";

    /// <summary>A person is in at least one of these roles, as the id they are here by: what another of their ids may is its own.</summary>
    public bool IsIn(Person person, params IReadOnlyList<string> roles) =>
        person.IsOurs
        && roles.Any(role =>
            members.TryGetValue(role, out var those) && (those.Contains(person.Id) || person.Groups.Any(those.Contains))
        );

    /// <summary>Everybody any role names, people and groups alike.</summary>
    public IEnumerable<string> Members => members.Values.SelectMany(those => those).Distinct(StringComparer.Ordinal);

    /// <summary>A person is in any role at all.</summary>
    public bool IsKnown(Person person) => IsIn(person, [.. members.Keys]);

    /// <summary>An e-mail address or chat id is that person's, by any of their ids.</summary>
    public bool IsOf(Person person, string emailOrId) => OwnersOf(emailOrId).Any(person.Is);

    /// <summary>The ids that an e-mail address or chat id stands for; a chat id for itself, an address nobody named for nobody.</summary>
    public IReadOnlyCollection<string> OwnersOf(string emailOrId) =>
        byEmail.TryGetValue(emailOrId.Trim(), out var owners) ? owners
        : emailOrId.Contains(':', StringComparison.Ordinal) ? [emailOrId]
        : [];

    /// <summary>The ids under each address.</summary>
    internal IEnumerable<IReadOnlyCollection<string>> Named => byEmail.Values;

    /// <summary>All roles there are, with or without people.</summary>
    public IEnumerable<string> Names => members.Keys;

    /// <summary>At least one person is in one of these roles.</summary>
    public bool HasAnyone(IReadOnlyList<string> roles) => roles.Any(role => members.GetValueOrDefault(role)?.Count > 0);
}
