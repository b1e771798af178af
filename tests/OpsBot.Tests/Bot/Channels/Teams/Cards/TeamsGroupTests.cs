using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsGroupTests
{
    private static readonly EscalationId GroupId = new("grp_0000000000000001");

    [Fact]
    public async Task Its_members_are_listed_each_with_a_way_to_its_own_card()
    {
        await using var scene = await GroupedAsync();
        var shown = await scene.ClickAsync(TeamsScene.Lead, "show", About());
        TeamsJson.Write(shown).ShouldContain("2 of 2 are open");
        TeamsJson.Write(shown).ShouldContain("""{"card":"ask-1"}""");
        TeamsJson
            .Write(await scene.ClickAsync(TeamsScene.Agent, "look", About("ask-1")))
            .ShouldContain("\"verb\":\"decide\"");
    }

    [Fact]
    public async Task Several_are_decided_at_once_and_no_other_than_its_members()
    {
        await using var scene = await GroupedAsync();
        scene.Questions.Add(Asked.Open with { Id = new EscalationId("stranger") });
        var chosen = About();
        chosen["choice"] = "approve";
        chosen["which.bulk-decide"] = "ask-0,stranger";
        TeamsJson.Write(await scene.ClickAsync(TeamsScene.Agent, "bulk-decide", chosen)).ShouldContain("1 decided");
        scene.Questions.Answers.Single().Escalation.Value.ShouldBe("ask-0");
    }

    [Fact]
    public async Task What_may_not_be_decided_so_is_said()
    {
        await using var scene = await GroupedAsync();
        var chosen = About();
        chosen["choice"] = "deny";
        chosen["which.bulk-decide"] = "ask-0, ask-1";
        TeamsJson
            .Write(await scene.ClickAsync(TeamsScene.Agent, "bulk-decide", chosen))
            .ShouldContain("Please say why.");
        scene.Questions.Answers.ShouldBeEmpty();
        TeamsJson
            .Write(await scene.ClickAsync(TeamsScene.Clerk, "bulk-decide", chosen))
            .ShouldContain("not there any more");
    }

    private static async Task<TeamsScene> GroupedAsync()
    {
        var scene = await TeamsScene.PostedAsync();
        var members = Enumerable
            .Range(0, 2)
            .Select(at => Asked.Open with { Id = new EscalationId($"ask-{at}") })
            .ToList();
        members.ForEach(scene.Questions.Add);
        scene.Cards.Group = () =>
            new CardGroup(
                GroupId,
                [
                    .. members.Select(one => new GroupMember(
                        scene.Questions[one.Id],
                        "#1042-R1",
                        "large",
                        "teams:x",
                        false
                    )),
                ]
            )
            {
                OpenedAt = Asked.At,
            };
        return scene;
    }

    private static JsonObject About(string? id = null) => new() { ["card"] = id ?? GroupId.Value };
}
