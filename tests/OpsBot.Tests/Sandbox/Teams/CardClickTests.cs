using System.Text.Json.Nodes;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Tests.Sandbox.Teams;

/// <summary>What a person's Teams does with a card before and after the bot hears of a click.</summary>
public sealed class CardClickTests : IAsyncLifetime
{
    private const string Agent = "29:1agent";
    private const string Lead = "29:1lead";
    private TeamsRoom room = null!;
    private AnsweringBot bot = null!;

    public async ValueTask InitializeAsync()
    {
        (room, bot) = (await TeamsRoom.OpenAsync(), await AnsweringBot.OpenAsync());
        room.Options.BotUrl = bot.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await room.DisposeAsync();
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task What_is_wrong_with_a_field_is_told_and_the_bot_hears_nothing()
    {
        var card = Post(
            Form("Send", Text("why", "Please say why."), Number("much", 10, 20), Choice("who", "a"), People("whom"))
        );
        var typed = new Dictionary<string, string>
        {
            ["why"] = " ",
            ["much"] = "21",
            ["who"] = "b",
            ["whom"] = "nobody",
        };
        var reply = await PressAsync(card, "Send", typed);
        reply.Wrong.Keys.ShouldBe(["why", "much", "who", "whom"]);
        reply.Wrong["why"].ShouldBe("Please say why.");
        bot.Heard.ShouldBeEmpty();

        (typed["why"], typed["much"], typed["who"]) = ("because", "10.50", "a");
        typed["whom"] = room.Teams.User(Lead).AadObjectId!;
        (await PressAsync(card, "Send", typed)).Wrong.ShouldBeEmpty();
        var data = bot.Heard.Single()["value"]!["action"]!["data"]!.AsObject();
        data.Select(one => $"{one.Key}={one.Value}")
            .ShouldBe(["card=c1", "why=because", "much=10.50", "who=a", "whom=" + typed["whom"]]);
    }

    [Theory]
    [InlineData("x", 1)]
    [InlineData("", 1)]
    [InlineData("12", 0)]
    public async Task A_number_is_one(string typed, int wrong)
    {
        var card = Post(Form("Send", Number("much", 10, 20)));
        var reply = await PressAsync(card, "Send", new Dictionary<string, string> { ["much"] = typed });
        reply.Wrong.Count.ShouldBe(wrong);
    }

    [Fact]
    public async Task A_button_sends_what_is_around_it_and_nothing_of_its_neighbours()
    {
        var card = Post(
            Form("Send", Text("mine", "!"), Toggle("sure")),
            Form("Other", Text("theirs", "!")),
            Execute("Plain", "none")
        );
        card.Card!["body"]!.AsArray().Add(Text("around", "!"));
        var typed = new Dictionary<string, string>
        {
            ["mine"] = "1",
            ["theirs"] = "2",
            ["around"] = "3",
        };
        await PressAsync(card, "Send", typed);
        Sent().ShouldBe(["card", "around", "mine", "sure"]);
        await PressAsync(card, "Plain", typed);
        Sent().ShouldBe(["card"]);
        (await PressAsync(card, "Other", new Dictionary<string, string>())).Wrong.Keys.ShouldBe(["around", "theirs"]);

        IEnumerable<string> Sent() => bot.Heard.Last()["value"]!["action"]!["data"]!.AsObject().Select(one => one.Key);
    }

    [Fact]
    public async Task An_answered_card_is_seen_by_whoever_clicked_until_everybodys_changes()
    {
        var card = Post(Execute("Go"));
        bot.Answers = _ => AnsweringBot.Card(CardOf(Execute("Undo")));
        await PressAsync(card, "Go");
        Titles(Agent, card).ShouldBe(["Undo"]);
        Titles(Lead, card).ShouldBe(["Go"]);
        await Should.ThrowAsync<InvalidOperationException>(() => PressAsync(card, "Go"));

        await ChangeAsync(card, CardOf(Execute("Look")));
        Titles(Agent, card).ShouldBe(["Look"]);
        Titles(Lead, card).ShouldBe(["Look"]);
    }

    [Fact]
    public async Task An_answer_that_is_slower_than_the_change_for_everybody_is_not_shown()
    {
        var card = Post(Execute("Go"));
        bot.Answers = _ =>
        {
            var newest = card with { Activity = Activity(CardOf(Execute("Newest"))), Updates = 1 };
            room.Teams.Levers.Conversations.Replace(card, newest);
            return AnsweringBot.Card(CardOf(Execute("Older")));
        };
        await PressAsync(card, "Go");
        Titles(Agent, card).ShouldBe(["Newest"]);
    }

    [Fact]
    public async Task A_text_is_a_toast_and_what_is_no_answer_is_trouble()
    {
        var card = Post(Execute("Go"));
        bot.Answers = _ => AnsweringBot.Answer("application/vnd.microsoft.activity.message", "Too late.");
        (await PressAsync(card, "Go")).Toast.ShouldBe("Too late.");
        bot.Answers = _ =>
            AnsweringBot.Answer("application/vnd.microsoft.error", new JsonObject { ["message"] = "No." });
        (await PressAsync(card, "Go")).Trouble.ShouldBe("No.");
        bot.Answers = _ => (200, new JsonObject { ["type"] = "application/vnd.microsoft.activity.message" });
        (await PressAsync(card, "Go")).Trouble.ShouldNotBeNull();
        bot.Answers = _ => (501, null);
        (await PressAsync(card, "Go")).Trouble!.ShouldContain("HTTP 501");
        bot.Answers = _ => null;
        (await PressAsync(card, "Go")).Trouble.ShouldBe("Unable to reach app. Please try again.");
        Titles(Agent, card).ShouldBe(["Go"]);
    }

    [Fact]
    public async Task Whoever_looks_asks_by_themselves_if_the_card_wants_it()
    {
        var plain = Post(Execute("Go"));
        await room.Clicks.LookAsync(Agent, plain.Id, TeamsRoom.Stop);
        var named = Post(Execute("Go"));
        named.Card!["refresh"] = new JsonObject { ["action"] = Execute("Refresh"), ["userIds"] = new JsonArray(Lead) };
        await room.Clicks.LookAsync(Agent, named.Id, TeamsRoom.Stop);
        bot.Heard.ShouldBeEmpty();

        bot.Answers = _ => AnsweringBot.Card(CardOf());
        await room.Clicks.LookAsync(Lead, named.Id, TeamsRoom.Stop);
        bot.Heard.Single()["value"]!["trigger"]!.GetValue<string>().ShouldBe("automatic");
        Titles(Lead, named).ShouldBeEmpty();
        Titles(Agent, named).ShouldBe(["Go"]);
    }

    [Fact]
    public async Task A_message_that_was_not_answered_comes_again_and_a_click_does_not()
    {
        bot.Answers = _ => bot.Heard.Count == 1 ? null : (200, null);
        (await room.Teams.WriteAsync(Agent, "status", TeamsRoom.Stop)).Status.ShouldBe(200);
        bot.Heard.Select(activity => activity["id"]!.GetValue<string>()).Distinct().Count().ShouldBe(1);
        bot.Heard.Count.ShouldBe(2);
        bot.Answers = _ => null;
        await PressAsync(Post(Execute("Go")), "Go");
        bot.Heard.Count.ShouldBe(3);
    }

    [Fact]
    public async Task By_a_fault_everything_comes_twice()
    {
        room.Faults.Set(new FaultOrder("teams", FaultKind.Duplicate) { Times = 1 });
        await PressAsync(Post(Execute("Go")), "Go");
        bot.Heard.Select(activity => activity["id"]!.GetValue<string>())
            .ShouldBe([.. Enumerable.Repeat(bot.Heard.First()["id"]!.GetValue<string>(), 2)]);
    }

    [Fact]
    public async Task Behind_the_slash_is_for_the_bot_and_the_person_alone()
    {
        await room.Teams.WhisperAsync(Agent, room.Options.ChannelId, "status", TeamsRoom.Stop);
        var heard = bot.Heard.Single();
        heard["recipient"]!["isTargeted"]!.GetValue<bool>().ShouldBeTrue();
        heard.ContainsKey("entities").ShouldBeFalse();
        var said = room.Teams.Messages.Single();
        room.Clicks.IsFor(Agent, said).ShouldBeTrue();
        room.Clicks.IsFor(Lead, said).ShouldBeFalse();
    }

    private TeamsMessage Post(params JsonObject[] actions) =>
        room.Teams.Levers.Conversations.Add(room.Options.ChannelId, room.Options.BotAccount, Activity(CardOf(actions)));

    private Task ChangeAsync(TeamsMessage card, JsonObject by) =>
        room.CallAsync(
            HttpMethod.Put,
            $"conversations/{TeamsRoom.Escaped(card.Conversation)}/activities/{card.Id}",
            Activity(by)
        );

    private Task<CardReply> PressAsync(
        TeamsMessage card,
        string title,
        IReadOnlyDictionary<string, string>? typed = null
    ) => room.Clicks.PressAsync(Agent, card.Id, button => button.Title == title, typed, TeamsRoom.Stop);

    private IEnumerable<string> Titles(string user, TeamsMessage card) =>
        room.Clicks.ButtonsOf(user, room.Teams.Messages.Single(one => one.Id == card.Id)).Select(one => one.Title);

    private static JsonObject Activity(JsonObject card) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }
            ),
        };

    private static JsonObject CardOf(params JsonObject[] actions) =>
        new()
        {
            ["type"] = "AdaptiveCard",
            ["body"] = new JsonArray(),
            ["actions"] = new JsonArray([.. actions]),
        };

    private static JsonObject Execute(string title, string inputs = "auto") =>
        new()
        {
            ["type"] = "Action.Execute",
            ["title"] = title,
            ["verb"] = "go",
            ["associatedInputs"] = inputs,
            ["data"] = new JsonObject { ["card"] = "c1" },
        };

    private static JsonObject Form(string title, params JsonObject[] fields) =>
        new()
        {
            ["type"] = "Action.ShowCard",
            ["title"] = title,
            ["card"] = new JsonObject
            {
                ["type"] = "AdaptiveCard",
                ["body"] = new JsonArray(
                    new JsonObject { ["type"] = "Container", ["items"] = new JsonArray([.. fields]) }
                ),
                ["actions"] = new JsonArray(Execute(title)),
            },
        };

    private static JsonObject Text(string id, string otherwise) => Field("Text", id, ("errorMessage", otherwise));

    private static JsonObject Number(string id, int least, int most) =>
        Field("Number", id, ("min", least), ("max", most));

    private static JsonObject Toggle(string id) =>
        new()
        {
            ["type"] = "Input.Toggle",
            ["id"] = id,
            ["title"] = "Sure",
        };

    private static JsonObject Choice(string id, string value) =>
        Field("ChoiceSet", id, ("choices", new JsonArray(new JsonObject { ["title"] = value, ["value"] = value })));

    private static JsonObject People(string id) =>
        Field("ChoiceSet", id, ("choices.data", new JsonObject { ["dataset"] = "graph.microsoft.com/users" }));

    private static JsonObject Field(string type, string id, params (string Name, JsonNode Value)[] more)
    {
        var field = new JsonObject
        {
            ["type"] = "Input." + type,
            ["id"] = id,
            ["isRequired"] = true,
        };
        foreach (var (name, value) in more)
            field[name] = value;
        return field;
    }
}
