using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels.Teams;

namespace OpsBot.Tests.Clients;

/// <summary>The real bot in Microsoft's own local client of Teams, over its HTTP interface, as its page would use it.</summary>
public sealed class PlaygroundTests(PlaygroundFixture play) : IClassFixture<PlaygroundFixture>
{
    [Fact]
    public async Task A_command_is_answered_below_it_in_the_channel_and_in_a_chat()
    {
        await play.OpenAsync();
        var said = await play.Teams.SayAsync(PlaygroundPeople.Channel, "status");
        await play.Teams.MessageAsync(message =>
            message.Conversation == $"{PlaygroundPeople.Channel};messageid={said}" && Says(message, "returns: running")
        );
        await play.Teams.InstallAsync(PlaygroundPeople.Chat);
        await play.Teams.SayAsync(PlaygroundPeople.Chat, "status");
        await play.Teams.MessageAsync(message =>
            message.Conversation == PlaygroundPeople.Chat && Says(message, "returns: running")
        );
    }

    [Fact]
    public async Task A_case_begins_a_thread_is_approved_by_who_may_and_everybodys_card_says_so()
    {
        await play.OpenAsync();
        var request = play.Sandbox.Request(240, 250);
        var card = await CardAsync(request.Name);
        card.Conversation.ShouldBe($"{PlaygroundPeople.Channel};messageid={card.Id}");

        var refused = await play.Teams.ExecuteAsync(PlaygroundPeople.Cleo, card, Button(card, "approve"));
        Type(refused).ShouldBe("application/vnd.microsoft.card.adaptive");
        refused.ToJsonString().ShouldContain("For you: ");
        refused.ToJsonString().ShouldNotContain("\"decide\"");
        play.Sandbox.Ledger.Entries.ShouldNotContain(entry =>
            entry.Subject == request.Name && entry.Effect == "refund"
        );

        var done = await play.Teams.ExecuteAsync(PlaygroundPeople.Ada, card, Button(card, "approve"));
        Type(done).ShouldBe("application/vnd.microsoft.card.adaptive");
        done.ToJsonString().ShouldContain("Ada Agent");
        done.ToJsonString().ShouldNotContain("\"decide\"");
        await play.Sandbox.ToldAsync("refund", request.Name);

        var frozen = await play.Teams.MessageAsync(message => message.Id == card.Id && Says(message, "It is done."));
        frozen.Updates.ShouldBeGreaterThan(0);
        frozen.Buttons.ShouldBeEmpty();
        await play.Teams.MessageAsync(message =>
            message.Conversation == card.Conversation && message.Id != card.Id && Says(message, "Answered")
        );

        var late = await play.Teams.ExecuteAsync(PlaygroundPeople.Gus, card, Button(card, "deny"));
        late.ToJsonString().ShouldContain("already approved");
        (await play.Sandbox.RunAsync(request, run => run.Stage is Stage.Closed)).Outcome.ShouldBe(Outcome.Approved);
    }

    [Fact]
    public async Task A_case_is_declined_with_a_reason_and_without_one_it_is_not()
    {
        await play.OpenAsync();
        var request = play.Sandbox.Request(120, 230);
        var card = await CardAsync(request.Name);
        var button = Button(card, "deny");
        var asked = await play.Teams.ExecuteAsync(PlaygroundPeople.Lea, card, button);
        asked.ToJsonString().ShouldContain("Please say why");

        button["data"]!["reason.deny"] = "Worn too long";
        var done = await play.Teams.ExecuteAsync(PlaygroundPeople.Lea, card, button);
        done.ToJsonString().ShouldContain("Worn too long");
        await play.Sandbox.ToldAsync("return declined", request.Name);
        await play.Teams.MessageAsync(message =>
            message.Id == card.Id && Says(message, "Worn too long") && message.Buttons.Count == 0
        );
    }

    [Fact]
    public async Task A_card_that_is_not_there_is_answered_by_a_few_words()
    {
        await play.OpenAsync();
        var card = await CardAsync(play.Sandbox.Request(120, 230).Name);
        var button = Button(card, "approve");
        button["verb"] = "look";
        button["data"]!["card"] = "made-up";
        var told = await play.Teams.ExecuteAsync(PlaygroundPeople.Ada, card, button);
        Type(told).ShouldBe("application/vnd.microsoft.activity.message");
        told.ToJsonString().ShouldContain("not there any more");
    }

    /// <summary>It signs with a word that everybody knows: were the bot to take that, it would take anybody.</summary>
    [Fact]
    public async Task A_bot_that_wants_tokens_hears_nothing_of_it()
    {
        NodeScript.SkipUnlessThere();
        await using var desk = await TeamsDesk.OpenAsync();
        using var http = desk.Get<IHttpClientFactory>().CreateClient("playground");
        await using var stranger = await Playground.StartAsync(desk.Http.BaseAddress!, http, tokens: true);
        await stranger.InstallAsync(PlaygroundPeople.Channel);
        await stranger.SayAsync(PlaygroundPeople.Channel, "status");
        var card = await stranger.ForgeAsync(TeamsCard.CardOf([], [TeamsButtons.Execute("Yes", "decide", [])]));
        var refused = await Should.ThrowAsync<HttpRequestException>(() =>
            stranger.ExecuteAsync(PlaygroundPeople.Ada, card, card.Buttons.ShouldHaveSingleItem())
        );
        refused.Message.ShouldContain("status code 401");
        desk.Heard.Heard.ShouldBeEmpty();
        desk.Memory.Kept.ShouldBeEmpty();
    }

    private Task<PlaygroundMessage> CardAsync(string about) =>
        play.Teams.MessageAsync(message => Says(message, about) && message.Buttons.Count > 0);

    private static bool Says(PlaygroundMessage message, string words) =>
        message.Text.Contains(words, StringComparison.Ordinal);

    private static string? Type(JsonObject answer) => answer["type"]?.GetValue<string>();

    private static JsonObject Button(PlaygroundMessage card, string choice) =>
        card.Buttons.Single(button =>
            button["data"]?["choice"]?.GetValue<string>() == choice && button["verb"]!.GetValue<string>() == "decide"
        );
}
