using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Bot.Channels.Teams.Cards;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Clients;

/// <summary>
/// Every card we draw before two programs of others: a validator that holds it against the published schema (ajv), and Microsoft's
/// own renderer in a real Chromium (npm adaptivecards).
/// </summary>
public sealed class CardRendererTests
{
    private const int UglyOnes = 60;

    [Fact]
    public async Task Every_card_is_valid_is_drawn_without_a_warning_and_nothing_in_it_comes_alive()
    {
        var cards = new Dictionary<string, JsonObject>(Approved());
        foreach (var (name, card) in Ugly())
            cards[name] = card;
        await AddShownAsync(cards);
        var drawn = await DrawAsync(cards);
        drawn.Count.ShouldBe(cards.Count);
        drawn.Count.ShouldBeGreaterThan(3 * UglyOnes);
        drawn.SelectMany(Wrongs).ShouldBeEmpty();
        var open = drawn.Single(one => one.File == "open.json");
        open.Text.ShouldContain("Return #1042-R1 · 249.00 EUR");
        open.Text.ShouldContain("It stopped working after two days.");
        open.Buttons.ShouldContain("Refund 249.00 EUR");
        open.Links.ShouldBe(["https://shop.example/admin/orders/1"]);
    }

    [Theory]
    [InlineData("""{"type":"RichTextBlock","inlinez":[]}""", "schema")]
    [InlineData("""{"type":"Chart.Donut","data":[]}""", "warning")]
    [InlineData("""{"type":"TextBlock","text":"<img src=x onerror=alert(1)>"}""", "alive")]
    [InlineData("""{"type":"TextBlock","text":"[your bank](https://evil.example)"}""", "leads to")]
    [InlineData("""{"type":"Image","url":"https://evil.example/x.png"}""", "alive")]
    public async Task What_is_wrong_with_a_card_would_be_said(string element, string wrong)
    {
        var card = TeamsCard.CardOf([JsonNode.Parse(element)!]);
        var drawn = await DrawAsync(new Dictionary<string, JsonObject> { ["wrong"] = card });
        Wrongs(drawn.ShouldHaveSingleItem()).ShouldContain(what => what.Contains(wrong));
    }

    private static IEnumerable<string> Wrongs(DrawnCard card) =>
        [
            .. card.Schema.Select(what => $"{card.File}: not of the schema: {what}"),
            .. card.Warnings.Select(what => $"{card.File}: a warning: {what}"),
            .. card.Live.Select(what => $"{card.File}: alive: {what}"),
            .. card
                .Links.Where(to => !to.StartsWith("https://shop.example/", StringComparison.Ordinal))
                .Select(to => $"{card.File}: leads to {to}"),
            .. card.Asked.Select(what => $"{card.File}: asked for {what}"),
            .. card.Faults.Select(what => $"{card.File}: failed: {what}"),
        ];

    /// <summary>The cards that people approved, as they stand in their files.</summary>
    private static IEnumerable<KeyValuePair<string, JsonObject>> Approved()
    {
        var folder = Repo.PathTo("tests", "OpsBot.Tests", "Bot", "Channels", "Teams", "Cards", "Approved");
        var files = Directory.GetFiles(folder, "*.txt");
        files.Length.ShouldBeGreaterThan(8);
        foreach (var file in files)
        {
            var read = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            var card = read["attachments"]?[0]?["content"]?.AsObject() ?? read;
            yield return new(Path.GetFileNameWithoutExtension(file).Split('.')[^1], card.DeepClone().AsObject());
        }
    }

    private static Dictionary<string, JsonObject> Ugly()
    {
        var drawn = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        UglyCards.Card.Sample(
            card => Keep("card", TeamsCards.Of(card, Drawn.Words, card.Why)),
            iter: UglyOnes,
            threads: 1
        );
        UglyCards
            .Line.List[1, 10]
            .Sample(
                lines =>
                {
                    Keep("thread", TeamsSayings.Thread(new ThreadSaying(Asked.Id, 7, lines), Drawn.Words));
                    Keep("notice", TeamsSayings.Notice(new Notice(lines[0]) { Lines = lines }, Drawn.Words));
                    Keep("reply", TeamsSayings.Reply(new CommandReply(lines[0].Text, lines), Drawn.Words));
                },
                iter: UglyOnes,
                threads: 1
            );
        return drawn;

        void Keep(string kind, TeamsCard card) =>
            drawn[string.Create(CultureInfo.InvariantCulture, $"ugly-{kind}-{drawn.Count:000}")] = card.Card;
    }

    /// <summary>What people are shown in a card's place when they click.</summary>
    private static async Task AddShownAsync(Dictionary<string, JsonObject> cards)
    {
        await using var scene = await TeamsScene.PostedAsync();
        var group = new EscalationId("grp_0000000000000001");
        scene.Cards.Group = () =>
            new CardGroup(
                group,
                [new GroupMember(scene.Questions[Asked.Id], "#1042-R1", "large", "teams:x", HasOwnCard: false)]
            )
            {
                OpenedAt = Asked.At,
            };
        foreach (
            var (user, verb) in new[]
            {
                (TeamsScene.Agent, "look"),
                (TeamsScene.Lead, "look"),
                (TeamsScene.Clerk, "look"),
            }
        )
            cards[$"shown-{verb}-{user[4..]}"] = Card(await scene.ClickAsync(user, verb));
        foreach (var verb in new[] { GroupFace.Show, GroupFace.Bulk })
            cards[$"shown-{verb}"] = Card(
                await scene.ClickAsync(TeamsScene.Agent, verb, new JsonObject { ["card"] = group.Value })
            );
        cards["shown-refused"] = Card(
            await scene.ClickAsync(TeamsScene.Lead, "decide", new JsonObject { ["choice"] = "approve" })
        );
    }

    private static JsonObject Card(JsonNode shown) => shown.DeepClone().AsObject();

    private static async Task<IReadOnlyList<DrawnCard>> DrawAsync(IReadOnlyDictionary<string, JsonObject> cards)
    {
        var schema = Shared.Find("schemas/adaptive-card-1.5.0.schema.json");
        var folder = Directory.CreateTempSubdirectory("opsbot-cards-");
        try
        {
            foreach (var (name, card) in cards)
                await File.WriteAllTextAsync(
                    Path.Combine(folder.FullName, name + ".json"),
                    TeamsJson.Write(card),
                    TestContext.Current.CancellationToken
                );
            var said = await NodeScript.RunAsync("cards.mjs", folder.FullName, schema, Browser.FindChromium());
            return
            [
                .. said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonSerializer.Deserialize<DrawnCard>(line, JsonSerializerOptions.Web)!),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What became of a card.</summary>
    /// <param name="File">Which.</param>
    /// <param name="Schema">What the validator finds wrong.</param>
    /// <param name="Warnings">What the renderer finds wrong.</param>
    /// <param name="Live">Elements that do or fetch something.</param>
    /// <param name="Links">Where it leads.</param>
    private sealed record DrawnCard(
        string File,
        IReadOnlyList<string> Schema,
        IReadOnlyList<string> Warnings,
        IReadOnlyList<string> Live,
        IReadOnlyList<string> Links
    )
    {
        public IReadOnlyList<string> Buttons { get; init; } = [];

        public string Text { get; init; } = "";

        /// <summary>What the page asked the network for.</summary>
        public IReadOnlyList<string> Asked { get; init; } = [];

        /// <summary>Errors and windows that opened.</summary>
        public IReadOnlyList<string> Faults { get; init; } = [];
    }
}
