using System.ComponentModel;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Settings;

/// <summary>Who is in which role.</summary>
internal sealed class PeopleOptions
{
    internal const string Section = "People";

    /// <summary>Role to people, as <c>chat:user</c>.</summary>
    [Description("Roles and the people in them, as chat:user, for example slack:U0123ABCD.")]
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
