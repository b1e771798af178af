using System.Globalization;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Numbers side by side, as Teams draws them (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards).
/// What draws no charts shows a table in its place.
/// </summary>
internal static class TeamsChart
{
    private const int Most = 6;
    private const int MostLabel = 40;

    /// <summary>The chart; nothing where all is nought.</summary>
    internal static IEnumerable<JsonObject> Of(IReadOnlyList<Figure> figures)
    {
        var shown = figures.Where(figure => figure.Count > 0).Take(Most).ToList();
        if (shown.Count == 0)
            yield break;
        yield return new JsonObject
        {
            ["type"] = "Chart.Donut",
            ["data"] = new JsonArray([.. shown.Select(Slice)]),
            ["fallback"] = Facts(
                shown.Select(figure => (Bold(Label(figure)), Run(figure.Count.ToString(CultureInfo.InvariantCulture))))
            ),
        };
    }

    private static JsonNode Slice(Figure figure) =>
        new JsonObject
        {
            ["legend"] = Label(figure),
            ["value"] = figure.Count,
            ["color"] = figure.Tone switch
            {
                FigureTone.Good => "good",
                FigureTone.Waits => "warning",
                FigureTone.Trouble => "attention",
                _ => "neutral",
            },
        };

    private static string Label(Figure figure) => TeamsText.Fit(figure.Label, MostLabel);
}
