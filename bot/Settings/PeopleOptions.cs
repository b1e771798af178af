using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Settings;

/// <summary>Who is in which role.</summary>
internal sealed class PeopleOptions : IValidatableObject
{
    internal const string Section = "People";

    private const string Group = "teams:group:";

    /// <summary>How somebody is named, in each chat.</summary>
    internal const string Example =
        "slack:U0123ABCD, or by their object id in Entra as teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8";

    /// <summary>Role to people and groups, as <c>chat:user</c> and <c>chat:group</c>.</summary>
    [Description(
        "Roles and who is in them: people as "
            + Example
            + "; user groups as slack:S0123ABCD "
            + "and teams:group:da849743-4259-475f-ae7a-4f4b0fb49943."
    )]
    public Dictionary<string, List<string>> Roles { get; init; } = [];

    /// <summary>E-mail address in the shop to person, as <c>chat:user</c>, once for each chat they are in.</summary>
    [Description(
        "Addresses under which people of the team buy in the shop, and whose they are, as "
            + Example
            + ", or a list of one for each chat: nobody decides their own return, and whoever is in two chats counts once."
    )]
    public Dictionary<string, PersonIds> Emails { get; init; } = [];

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
            Emails = Emails.ToDictionary(
                address => address.Key.Trim(),
                address => (IReadOnlyCollection<string>)address.Value,
                StringComparer.OrdinalIgnoreCase
            ),
        };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        UnknownGroups().Concat(Nobodies());

    private IEnumerable<ValidationResult> UnknownGroups() =>
        from role in Roles
        from member in role.Value
        where
            member.StartsWith(Group, StringComparison.Ordinal)
            && !Guid.TryParseExact(member[Group.Length..], "D", out _)
        select new ValidationResult(
            $"{role.Key} names '{member}', which is no group: its object id in Entra is wanted, a GUID.",
            [nameof(Roles)]
        );

    private IEnumerable<ValidationResult> Nobodies() =>
        from address in Emails
        from id in address.Value
        where id.Split(':') is not [{ Length: > 0 }, { Length: > 0 }]
        select new ValidationResult(
            $"names '{id}' under {address.Key}, which is nobody. Write chat:user, such as slack:U0123ABCD.",
            [nameof(Emails)]
        );
}

/// <summary>The ids of a person: one word, or a list of them.</summary>
[TypeConverter(typeof(FromOneWord))]
internal sealed class PersonIds : List<string>
{
    private sealed class FromOneWord : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
            sourceType == typeof(string);

        public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
            new PersonIds { ((string)value).Trim() };
    }
}
