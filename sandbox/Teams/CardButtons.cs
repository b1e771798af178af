using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>A button of a card that reaches the bot, and the fields that are sent with it.</summary>
/// <param name="Action">The button, as the card has it.</param>
/// <param name="Fields">Those of its own card and of the cards around it; none where it wants none.</param>
internal sealed record CardButton(JsonObject Action, IReadOnlyList<JsonObject> Fields)
{
    internal string Verb => Action.Text("verb") ?? "";

    internal string Title => Action.Text("title") ?? "";
}

/// <summary>
/// Finds the buttons of an Adaptive Card as a client does; learn.microsoft.com/adaptive-cards/authoring-cards, "input-validation":
/// a button in a small card that opens sends what is filled in there and in the cards around it, and nothing of its neighbours.
/// </summary>
internal static class CardButtons
{
    /// <summary>Where elements hold others.</summary>
    private static readonly string[] Parts = ["items", "columns", "rows", "cells", "inlines"];

    /// <summary>All of them, also those in small cards that are not open.</summary>
    internal static IReadOnlyList<CardButton> Of(JsonObject card) => [.. Within(card, [])];

    /// <summary>What the buttons of a card are about: the id that each of the bot's carries.</summary>
    internal static string? CaseIn(JsonObject? card) =>
        card is null ? null : Of(card).Select(button => button.Action["data"].Text("card")).FirstOrDefault();

    private static IEnumerable<CardButton> Within(JsonObject card, IReadOnlyList<JsonObject> around)
    {
        var elements = Elements(card["body"]).ToList();
        IReadOnlyList<JsonObject> fields =
        [
            .. around,
            .. elements.Where(element => element.Text("type")?.StartsWith("Input.", StringComparison.Ordinal) is true),
        ];
        var actions = elements
            .Append(card)
            .SelectMany(element => Objects(element["actions"]).Concat(Objects(element["selectAction"])));
        foreach (var action in actions)
        {
            if (action["card"] is JsonObject opened)
                foreach (var inside in Within(opened, fields))
                    yield return inside;
            else if (action.Text("type") == "Action.Execute")
                yield return new CardButton(action, action.Text("associatedInputs") == "none" ? [] : fields);
        }
    }

    /// <summary>Everything that is drawn, in reading order.</summary>
    private static IEnumerable<JsonObject> Elements(JsonNode? node) =>
        Objects(node).SelectMany(element => Parts.SelectMany(name => Elements(element[name])).Prepend(element));

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject one => [one],
            JsonArray list => list.OfType<JsonObject>(),
            _ => [],
        };
}
