using System.ComponentModel;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Settings;

/// <summary>Who is in which role.</summary>
internal sealed class PeopleOptions
{
    internal const string Section = "People";

    /// <summary>Role to people and groups, as <c>chat:user</c> and <c>chat:group</c>.</summary>
    [Description(
        "Roles and who is in them: people as chat:user, such as slack:U0123ABCD; user groups as slack:S0123ABCD."
    )]
    public Dictionary<string, List<string>> Roles { get; init; } = [];

    internal Roles ToRoles() =>
        new(
            Roles.ToDictionary(
                role => role.Key,
                role => (IReadOnlyCollection<string>)role.Value.ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            )
        );
}
