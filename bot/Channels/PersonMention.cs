namespace OpsBot.Bot.Channels;

/// <summary>
/// A person named in what was typed, as every chat hands it to the commands: <c>@slack:U0123</c>. Each chat puts it where its
/// own way of naming people stood, before anything else is read.
/// </summary>
internal static class PersonMention
{
    /// <summary>The word for a person.</summary>
    /// <param name="person">As <c>chat:user</c>.</param>
    internal static string Of(string person) => "@" + person;

    /// <summary>The person a word names, as <c>chat:user</c>; nothing where it names none.</summary>
    internal static string? Read(string word) =>
        word.StartsWith('@') && word[1..].Split(':') is [{ Length: > 0 }, { Length: > 0 }] ? word[1..] : null;
}
