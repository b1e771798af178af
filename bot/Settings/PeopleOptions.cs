using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Settings;

/// <summary>Who is in which role.</summary>
internal sealed class PeopleOptions
{
    internal const string Section = "People";

    /// <summary>How somebody is named, in each chat.</summary>
    internal const string Example =
        "slack:U0123ABCD, or by their object id in Entra as teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8";

    /// <summary>Role to people and groups, as <c>chat:user</c> and <c>chat:group</c>.</summary>
    [Description("Roles and who is in them: people as " + Example + "; user groups as slack:S0123ABCD.")]
    public Dictionary<string, List<string>> Roles { get; init; } = [];

    /// <summary>E-mail address in the shop to person, as <c>chat:user</c>.</summary>
    [Description(
        "Addresses under which people of the team buy in the shop, and whose they are, as "
            + Example
            + ": nobody decides their own return."
    )]
    public Dictionary<string, string> Emails { get; init; } = [];

    /// <summary>How long somebody who took a question on is on it.</summary>
    [Description("How long a question that somebody took on is theirs before it is back in the queue, as 00:30:00.")]
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "must lie between a minute and a week.")]
    public TimeSpan ClaimFor { get; init; } = ClaimTerm.Usual.For;

    internal Roles ToRoles() =>
        new(
            Roles.ToDictionary(
                role => role.Key,
                role => (IReadOnlyCollection<string>)role.Value.ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            )
        )
        {
            Emails = Emails,
        };
}
