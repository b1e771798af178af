using System.Globalization;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>How people and moments are written in Teams.</summary>
/// <param name="zone">
/// The shop's zone. Teams fills no reader's own time into cards, so every moment says whose time it is
/// (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format).
/// </param>
/// <param name="nameOf">The name of somebody in Teams, by their Entra object id, where it is known; untrusted text.</param>
internal sealed class TeamsWords(TimeZoneInfo zone, Func<string, string?> nameOf)
{
    /// <summary>What people of Teams begin with everywhere in the bot.</summary>
    internal const string Prefix = "teams:";

    /// <summary>Whom a case can be given to or asked of, beside those that a client looks up itself; as <c>chat:user</c>.</summary>
    internal IReadOnlyList<string> Colleagues { get; init; } = [];

    /// <summary>How people of other chats are written, by <c>chat:user</c>, where their names are known; untrusted text.</summary>
    internal Func<string, string?> Elsewhere { get; init; } = _ => null;

    /// <summary><c>2026-03-01 14:00 Europe/Berlin</c>.</summary>
    internal string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm ", CultureInfo.InvariantCulture)
        + (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? "UTC" : zone.Id);

    /// <summary>Somebody's name, and their id where no name is known: who they are is never left out.</summary>
    internal string Person(string id) =>
        Known(id) ?? TeamsText.Fit(id.StartsWith(Prefix, StringComparison.Ordinal) ? id : Elsewhere(id) ?? id, 100);

    /// <summary>A mention of somebody; nothing where they are in another chat, or nobody knows their name.</summary>
    internal TeamsMention? Mention(string id) =>
        Known(id) is { } name ? new TeamsMention(id[Prefix.Length..], name) : null;

    private string? Known(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal)
        && nameOf(id[Prefix.Length..]) is { } name
        && TeamsText.Name(name) is { Length: > 0 } shown
            ? shown
            : null;
}

/// <summary>Somebody who is named so that they hear of it.</summary>
/// <param name="User">Their Entra object id.</param>
/// <param name="Name">What is shown; fit for text that reads markdown.</param>
internal sealed record TeamsMention(string User, string Name)
{
    /// <summary>As it stands in the text.</summary>
    internal string Text => $"<at>{Name}</at>";
}
