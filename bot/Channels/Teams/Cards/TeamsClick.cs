using System.Globalization;
using System.Text.Json;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// A click on a card (learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model). What it carries went through a
/// client and may be anything: it names, and what it names is read from our own store.
/// </summary>
/// <param name="Verb">What is asked for.</param>
/// <param name="Question">The question's id, or the group's.</param>
/// <param name="Choice">The choice's key, where it names one.</param>
internal sealed record TeamsClick(string Verb, EscalationId Question, string Choice)
{
    private const int MostId = 64;

    private JsonElement Data { get; init; }

    /// <summary>The message the card is in, as cards' handles are kept; nothing where the click does not say.</summary>
    internal string? Handle { get; private init; }

    /// <summary>Reads a click; nothing where it lacks something.</summary>
    internal static TeamsClick? In(TeamsActivity activity)
    {
        var action = activity.Value.At("action");
        var data = action.At("data");
        if (
            action.Text("verb") is not { Length: > 0 } verb
            || data.Text(TeamsVerb.Card) is not { Length: > 0 and <= MostId } id
        )
            return null;
        // A client asks by itself when somebody looks at the card; nobody meant anything by it.
        var isAutomatic = "automatic".Equals(activity.Value.Text("trigger"), StringComparison.OrdinalIgnoreCase);
        return new TeamsClick(
            isAutomatic ? TeamsVerb.Look : verb,
            new EscalationId(id),
            data.Text(TeamsVerb.Choice) ?? ""
        )
        {
            Data = data,
            Handle = activity.ReplyToId is { Length: > 0 } message
                ? new TeamsHandle(activity.ConversationId, message).ToString()
                : null,
        };
    }

    /// <summary>What was typed or chosen in a field; untrusted.</summary>
    internal string Words(string field, string form) => Data.Text(TeamsVerb.Field(field, form)) ?? "";

    /// <summary>The number that was typed, which clients send as one or as words; nothing where none was.</summary>
    internal decimal? Number(string field, string form) =>
        Data.At(TeamsVerb.Field(field, form)) switch
        {
            { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var amount) => amount,
            { ValueKind: JsonValueKind.String } words => Read(words.GetString()!.Trim()),
            _ => null,
        };

    /// <summary>Three places behind a comma may be thousands as well as a part of one: neither is taken.</summary>
    private static decimal? Read(string words) =>
        words.LastIndexOf(',') is var comma
        && (comma < 0 || words.Length - comma - 1 is 1 or 2)
        && decimal.TryParse(
            words.Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount
        )
            ? amount
            : null;
}
