using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Settings;

/// <summary>Who is in which role.</summary>
internal sealed class PeopleOptions : IValidatableObject
{
    internal const string Section = "People";

    private const string Teams = "teams:";
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

    /// <summary>Roles and addresses, every id written as chats write it.</summary>
    internal Roles ToRoles() =>
        new(
            Roles.ToDictionary(
                role => role.Key,
                role => (IReadOnlyCollection<string>)role.Value.Select(AsChatsSay).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            )
        )
        {
            Emails = Emails.ToDictionary(
                address => address.Key.Trim(),
                address => (IReadOnlyCollection<string>)[.. address.Value.Select(AsChatsSay).Distinct()],
                StringComparer.OrdinalIgnoreCase
            ),
        };

    /// <summary>The chat's name and all of a GUID in small letters; what else chats call somebody is left as it is.</summary>
    private static string AsChatsSay(string typed)
    {
        var id = typed.Trim();
        var chat = id.IndexOf(':', StringComparison.Ordinal) + 1;
        return id.StartsWith(Teams, StringComparison.OrdinalIgnoreCase)
            ? id.ToLowerInvariant()
            : id[..chat].ToLowerInvariant() + id[chat..];
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        UnknownMembers().Concat(Nobodies());

    private IEnumerable<ValidationResult> UnknownMembers() =>
        from role in Roles
        from member in role.Value
        let id = AsChatsSay(member)
        where id.StartsWith(Teams, StringComparison.Ordinal)
        let isGroup = id.StartsWith(Group, StringComparison.Ordinal)
        where !IsGuid(id[(isGroup ? Group : Teams).Length..])
        select new ValidationResult(
            isGroup
                ? $"{role.Key} names '{member}', which is no group: its object id in Entra is wanted, a GUID."
                : $"{role.Key} names '{member}', which is nobody in Teams: their object id in Entra is wanted, a GUID.",
            [nameof(Roles)]
        );

    private IEnumerable<ValidationResult> Nobodies() =>
        from address in Emails
        from typed in address.Value
        let id = AsChatsSay(typed)
        let isNobody = id.Split(':') is not [{ Length: > 0 }, { Length: > 0 }]
        where isNobody || (id.StartsWith(Teams, StringComparison.Ordinal) && !IsGuid(id[Teams.Length..]))
        select new ValidationResult(
            $"names '{typed}' under {address.Key}, which is nobody. "
                + (
                    isNobody
                        ? "Write chat:user, such as slack:U0123ABCD."
                        : "In Teams their object id in Entra is wanted, a GUID."
                ),
            [nameof(Emails)]
        );

    private static bool IsGuid(string text) => Guid.TryParseExact(text, "D", out _);
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
