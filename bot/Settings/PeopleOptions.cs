using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Settings;

/// <summary>Who is in which role.</summary>
internal sealed class PeopleOptions : IValidatableObject
{
    internal const string Section = "People";

    /// <summary>Role to people and groups, as <c>chat:user</c> and <c>chat:group</c>.</summary>
    [Description(
        "Roles and who is in them: people as chat:user, such as slack:U0123ABCD; user groups as slack:S0123ABCD."
    )]
    public Dictionary<string, List<string>> Roles { get; init; } = [];

    /// <summary>E-mail address in the shop to person, as <c>chat:user</c>, once for each chat they are in.</summary>
    [Description(
        "Addresses under which people of the team buy in the shop, and whose they are, as slack:U0123ABCD, or a list of one for each chat: "
            + "nobody decides their own return, and whoever is in two chats counts once."
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
        Emails
            .SelectMany(address => address.Value, (address, id) => (address.Key, Id: id))
            .Where(named => named.Id.Split(':') is not [{ Length: > 0 }, { Length: > 0 }])
            .Select(named => new ValidationResult(
                $"names '{named.Id}' under {named.Key}, which is nobody. Write chat:user, such as slack:U0123ABCD.",
                [nameof(Emails)]
            ));
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
