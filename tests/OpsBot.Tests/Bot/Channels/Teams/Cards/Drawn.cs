using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

/// <summary>What must hold for every message in Teams, whatever words it holds.</summary>
internal static partial class Drawn
{
    internal const string Kim = "11111111-2222-3333-4444-555555555555";

    private static readonly Lazy<JsonSchema> Schema = new(() =>
        new(JsonSerializer.Deserialize<JsonElement>(Shared.Read("schemas/adaptive-card-1.5.0.schema.json")))
    );

    /// <summary>Somebody whose name would be markup if it could, and a zone that is not ours.</summary>
    internal static TeamsWords Words { get; } =
        new(
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            user => user == Kim ? "Kim [Example](https://evil.example) <at>*_`" : null
        )
        {
            Colleagues = [$"teams:{Kim}", "slack:U0LEAD"],
        };

    /// <summary>It is not too large, and nothing that others wrote comes alive in it.</summary>
    internal static void IsInert(TeamsCard message)
    {
        var activity = message.Message().Activity;
        Encoding.Unicode.GetByteCount(TeamsJson.Write(activity)).ShouldBeLessThanOrEqualTo(28_000);
        activity["summary"]!.GetValue<string>().Length.ShouldBeInRange(1, 300);
        var card = JsonSerializer.SerializeToElement(message.Card);
        foreach (var element in All(card))
            CheckElement(element);
        var inputs = All(card).Where(IsInput).Select(input => input.Text("id")!).ToList();
        inputs.ShouldBeUnique();
        CheckMentions(card);
    }

    /// <summary>
    /// It is what the published schema takes, which knows nothing of what Teams adds: those are left out, and nothing else is.
    /// </summary>
    internal static void IsOfTheSchema(TeamsCard message)
    {
        var card = message.Card.DeepClone();
        Strip(card);
        Schema.Value.Check(JsonSerializer.SerializeToElement(card)).ShouldBeEmpty(card.ToJsonString());
    }

    internal static IEnumerable<JsonElement> All(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => All(member.Value)).Prepend(element),
            _ => [],
        };

    private static void CheckElement(JsonElement element)
    {
        switch (element.Text("type"))
        {
            case "TextRun":
                element.Text("text").ShouldNotBeNullOrEmpty();
                Alive().IsMatch(element.Text("text")!).ShouldBeFalse(element.Text("text"));
                break;
            case "TextBlock":
                Mention().IsMatch(element.Text("text")!).ShouldBeTrue(element.Text("text"));
                break;
            case "Action.OpenUrl":
                element.Text("url").ShouldStartWith("https://shop.example/");
                break;
            case "FactSet" or "Image" or "Media":
                Assert.Fail($"reads markdown or leads away: {element}");
                break;
            case "Action.Execute" when element.Text("title") is { } title:
                title.Length.ShouldBeInRange(1, 100);
                break;
            case var type when IsOfTeamsAlone(type):
                element.GetProperty("fallback").Text("type").ShouldBe("Table");
                foreach (var slice in element.GetProperty("data").EnumerateArray())
                    Alive().IsMatch(slice.Text("legend")!).ShouldBeFalse(slice.Text("legend"));
                break;
            default:
                break;
        }
    }

    private static void CheckMentions(JsonElement card)
    {
        var meant = card.GetProperty("msteams").TryGetProperty("entities", out var entities)
            ? entities.EnumerateArray().ToList()
            : [];
        foreach (var entity in meant)
            entity.Text("mentioned", "id").ShouldBe(Kim);
        var said = meant.Select(entity => entity.Text("text")).ToList();
        foreach (var block in All(card).Where(element => element.Text("type") == "TextBlock"))
            said.ShouldContain(block.Text("text"));
    }

    private static bool IsOfTeamsAlone(string? type) => type?.StartsWith("Chart.", StringComparison.Ordinal) is true;

    private static bool IsInput(JsonElement element) =>
        element.Text("type")?.StartsWith("Input.", StringComparison.Ordinal) == true;

    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            // What only Teams draws is held against what others show in its place.
            for (var at = 0; at < array.Count; at++)
            {
                if (array[at] is JsonObject element && IsOfTeamsAlone(element["type"]?.ToString()))
                    array[at] = element["fallback"].ShouldNotBeNull().DeepClone();
                Strip(array[at]);
            }
        }

        if (node is not JsonObject of)
            return;
        of.Remove("msteams");
        // Looking people up while somebody types is an addition of Teams, and so is the look of a list that does.
        if (of.Remove("choices.data"))
            of["style"] = "compact";
        foreach (var (_, member) in of.ToList())
            Strip(member);
    }

    /// <summary>What a client would take for a mention, a date or a template, and what turns reading order around.</summary>
    [GeneratedRegex(
        "</?at>|\\{\\{|\\$\\{|[\u202A-\u202E\u2066-\u2069\u200E\u200F\u0000-\u0008]",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Alive();

    [GeneratedRegex(@"^<at>[\p{L}\p{N} .'-]+</at>$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
