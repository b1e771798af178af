namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>What a button of a card asks for; beside these, the keys of <see cref="CaseMenu"/> and <see cref="GroupFace"/>.</summary>
internal static class TeamsVerb
{
    /// <summary>Answers the question with a choice.</summary>
    internal const string Decide = "decide";

    /// <summary>Shows the newest state and changes nothing.</summary>
    internal const string Look = "look";

    /// <summary>The question's id, in a button's data.</summary>
    internal const string Card = "card";

    /// <summary>The choice's key, in a button's data.</summary>
    internal const string Choice = "choice";

    /// <summary>Why; the field of a form.</summary>
    internal const string Reason = "reason";

    /// <summary>How much; the field of a form.</summary>
    internal const string Amount = "amount";

    /// <summary>Who; the field of a form.</summary>
    internal const string Whom = "whom";

    /// <summary>What is asked or noted; the field of a form.</summary>
    internal const string Words = "words";

    /// <summary>A field's id: fields of one card need ids of their own, also in forms that are not open.</summary>
    internal static string Field(string field, string form) => $"{field}.{form}";
}
