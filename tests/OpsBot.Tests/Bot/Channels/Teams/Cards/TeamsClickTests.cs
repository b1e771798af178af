using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsClickTests
{
    private static readonly Escalation Adjustable = Asked.Open with
    {
        Question = Asked.Question with
        {
            Choices =
            [
                .. Asked.Question.Choices.Select(choice =>
                    choice.Key == "approve" ? choice with { Amount = new AmountRange(0.01m, 249.00m, "EUR") } : choice
                ),
            ],
        },
    };

    [Fact]
    public async Task A_click_of_who_may_decides_and_shows_what_was_decided()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var shown = await scene.ClickAsync(TeamsScene.Agent, "decide", new JsonObject { ["choice"] = "approve" });
        scene.Questions[Asked.Id].By.ShouldBe(TeamsScene.AgentId);
        scene.Questions[Asked.Id].Verdict.ShouldBe(Verdict.Approved);
        Text(shown).ShouldContain("Ops agent");
        Text(shown).ShouldContain("approved it: Refund 249.00 EUR.");
        shown["actions"].ShouldBeNull();
        shown["refresh"].ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_not_decide_is_told_so_on_the_card_and_keeps_what_they_may()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var shown = await scene.ClickAsync(TeamsScene.Lead, "decide", new JsonObject { ["choice"] = "approve" });
        scene.Questions[Asked.Id].IsOpen.ShouldBeTrue();
        Text(shown).ShouldContain("Only the returns role can decide this.");
        Text(shown).ShouldNotContain("\"verb\":\"decide\"");
        Text(shown).ShouldContain("\"verb\":\"note\"");
    }

    [Fact]
    public async Task Who_has_no_role_sees_the_card_before_them_without_buttons_and_no_other()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var shown = await scene.ClickAsync(TeamsScene.Clerk, "decide", new JsonObject { ["choice"] = "approve" });
        scene.Questions[Asked.Id].IsOpen.ShouldBeTrue();
        shown["actions"].ShouldBeNull();
        scene.Questions.Add(Asked.Open with { Id = new EscalationId("another") });
        var other = await scene.ClickAsync(TeamsScene.Clerk, "look", new JsonObject { ["card"] = "another" });
        other.GetValue<string>().ShouldBe("This card is not there any more.");
        Text(await scene.ClickAsync(TeamsScene.Agent, "look", new JsonObject { ["card"] = "another" }))
            .ShouldContain("249.00");
    }

    [Theory]
    [InlineData(TeamsDesk.Guest)]
    [InlineData(TeamsDesk.Partner)]
    [InlineData(TeamsDesk.Anonymous)]
    public async Task Who_is_not_of_ours_decides_nothing_and_sees_nothing(string user)
    {
        await using var scene = await TeamsScene.PostedAsync();
        var told = await scene.ClickAsync(user, "decide", new JsonObject { ["choice"] = "approve" });
        told.GetValue<string>().ShouldBe("Only members of this organisation can do this.");
        scene.Questions[Asked.Id].IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_client_asks_by_itself_changes_nothing()
    {
        await using var scene = await TeamsScene.PostedAsync();
        foreach (var verb in new[] { "decide", "claim", "note", "look" })
        {
            var data = new JsonObject { ["choice"] = "approve", ["words.note"] = "a note" };
            var shown = await scene.ClickAsync(TeamsScene.Agent, verb, data, trigger: "automatic");
            Text(shown).ShouldContain("\"verb\":\"decide\"");
        }

        scene.Questions[Asked.Id].IsOpen.ShouldBeTrue();
        scene.Questions[Asked.Id].Claim.ShouldBeNull();
        scene.Cases.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_choice_that_needs_a_reason_counts_with_one_alone()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var shown = await scene.ClickAsync(TeamsScene.Agent, "decide", new JsonObject { ["choice"] = "deny" });
        Text(shown).ShouldContain("Please say why.");
        scene.Questions[Asked.Id].IsOpen.ShouldBeTrue();
        await scene.ClickAsync(
            TeamsScene.Agent,
            "decide",
            new JsonObject { ["choice"] = "deny", ["reason.deny"] = " worn " }
        );
        scene.Questions[Asked.Id].Reason.ShouldBe("worn");
    }

    [Theory]
    [InlineData("\"80.50\"", 80.5)]
    [InlineData("80.5", 80.5)]
    [InlineData("\"80,50\"", 80.5)]
    public async Task Another_amount_is_taken_as_clients_send_it(string sent, double amount)
    {
        await using var scene = await TeamsScene.PostedAsync(Adjustable);
        await scene.ClickAsync(
            TeamsScene.Agent,
            "amount",
            new JsonObject { ["choice"] = "approve", ["amount.amount"] = JsonNode.Parse(sent) }
        );
        scene.Questions.Answers.Single().Chosen!.Amount.Amount.ShouldBe((decimal)amount);
    }

    [Theory]
    [InlineData("\"250\"", "At most 249.00 EUR")]
    [InlineData("\"-1\"", "Please type a number")]
    [InlineData("\"1e2\"", "Please type a number")]
    [InlineData("null", "Please type a number")]
    [InlineData("\"1,200\"", "Please type a number")]
    public async Task An_amount_that_cannot_be_is_said_and_changes_nothing(string sent, string told)
    {
        await using var scene = await TeamsScene.PostedAsync(Adjustable);
        var shown = await scene.ClickAsync(
            TeamsScene.Agent,
            "amount",
            new JsonObject { ["choice"] = "approve", ["amount.amount"] = JsonNode.Parse(sent) }
        );
        Text(shown).ShouldContain(told);
        scene.Questions.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_comes_second_hears_who_was_first()
    {
        await using var scene = await TeamsScene.PostedAsync();
        await scene.ClickAsync(TeamsScene.Agent, "decide", new JsonObject { ["choice"] = "approve" });
        var shown = await scene.ClickAsync(TeamsScene.Lead, "decide", new JsonObject { ["choice"] = "approve" });
        Text(shown)
            .ShouldContain(
                "This was already approved (Refund 249.00 EUR) by Ops agent · 2026-03-01 10:05 Europe/Berlin"
            );
        scene.Questions.Answers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_menu_of_a_case_does_what_it_says()
    {
        await using var scene = await TeamsScene.PostedAsync();
        Text(await scene.ClickAsync(TeamsScene.Agent, "claim")).ShouldContain("is on it.");
        scene.Questions[Asked.Id].Claim!.By.ShouldBe(TeamsScene.AgentId);
        await scene.ClickAsync(TeamsScene.Agent, "release");
        scene.Questions[Asked.Id].Claim.ShouldBeNull();
        var whom = TeamsScene.AgentId["teams:".Length..];
        await scene.ClickAsync(TeamsScene.Lead, "assign", new JsonObject { ["whom.assign"] = whom });
        scene.Questions[Asked.Id].Claim!.By.ShouldBe(TeamsScene.AgentId);
        await scene.ClickAsync(TeamsScene.Lead, "note", new JsonObject { ["words.note"] = "looks fine" });
        scene.Cases.Notes.Single().Words.ShouldBe("looks fine");
        await scene.ClickAsync(
            TeamsScene.Lead,
            "ask",
            new JsonObject { ["words.ask"] = "Is it back?", ["whom.ask"] = whom }
        );
        scene.Cases.Inquiries.Single().Of.ShouldBe(TeamsScene.AgentId);
    }

    [Theory]
    [InlineData("assign", "They may not decide this, so it cannot be theirs.")]
    [InlineData("ask", "They are not of this workspace, so they cannot be asked.")]
    public async Task Whoever_is_chosen_is_one_of_ours_whatever_the_click_says(string verb, string told)
    {
        await using var scene = await TeamsScene.PostedAsync();
        foreach (var whom in new[] { "3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3", "slack:U0LEAD", "somebody" })
        {
            var data = new JsonObject { [$"whom.{verb}"] = whom, ["words.ask"] = "Is it back?" };
            Text(await scene.ClickAsync(TeamsScene.Lead, verb, data)).ShouldContain(told);
        }

        scene.Questions[Asked.Id].Claim.ShouldBeNull();
        scene.Cases.Inquiries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_button_that_is_not_ours_does_nothing()
    {
        await using var scene = await TeamsScene.PostedAsync();
        Text(await scene.ClickAsync(TeamsScene.Agent, "refund")).ShouldContain("This button is not known any more.");
        (await scene.ClickAsync(TeamsScene.Agent, "decide", new JsonObject { ["card"] = "" }))
            .GetValue<string>()
            .ShouldContain("not understood");
    }

    [Fact]
    public async Task A_click_that_is_sent_again_is_answered_alike_and_taken_once()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var click = scene.Teams.Click(
            TeamsScene.Lead,
            scene.Posted,
            "note",
            new JsonObject { ["card"] = Asked.Id.Value, ["words.note"] = "once" }
        );
        var first = await scene.Teams.SendAsync(click, TeamsScene.Stop);
        var second = await scene.Teams.SendAsync(click, TeamsScene.Stop);
        second.Body.ShouldBe(first.Body);
        scene.Cases.Notes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_inquiries_in_the_same_words_are_two_and_one_that_is_sent_again_is_one()
    {
        await using var scene = await TeamsScene.PostedAsync();
        for (var time = 0; time < 2; time++)
        {
            var data = new JsonObject { ["card"] = Asked.Id.Value, ["words.ask"] = "Is it back?" };
            var click = scene.Teams.Click(TeamsScene.Lead, scene.Posted, "ask", data);
            await scene.Teams.SendAsync(click, TeamsScene.Stop);
            await scene.Teams.SendAsync(click, TeamsScene.Stop);
        }

        scene.Cases.Inquiries.Count.ShouldBe(2);
    }

    private static string Text(JsonNode shown) => TeamsJson.Write(shown);
}
