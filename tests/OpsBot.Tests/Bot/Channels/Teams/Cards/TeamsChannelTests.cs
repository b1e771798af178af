using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsChannelTests
{
    private static CancellationToken Stop => TeamsScene.Stop;

    [Fact]
    public async Task A_card_begins_a_thread_and_its_news_change_it()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var handle = scene.Cards.Handles.Keys.Single();
        handle.ShouldBe($"{scene.Channel};messageid={scene.Posted.Id}|{scene.Posted.Id}");
        scene.Posted.Activity["summary"]!.GetValue<string>().ShouldStartWith("Return #1042-R1 · 249.00 EUR · Waits");
        scene.Questions.Add(Asked.Approved);
        (await scene.Chat.UpdateAsync(handle, scene.Card, Stop)).ShouldBeTrue();
        var now = scene.Teams.In(scene.Channel).Single();
        now.Updates.ShouldBe(1);
        TeamsJson.Write(now.Card!).ShouldContain("approved it");
    }

    [Fact]
    public async Task A_card_that_somebody_removed_is_known_to_be_gone()
    {
        await using var scene = await TeamsScene.PostedAsync();
        (await scene.Chat.UpdateAsync($"{scene.Channel};messageid=1|1", scene.Card, Stop)).ShouldBeFalse();
        (await scene.Chat.UpdateAsync("nonsense", scene.Card, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task Lines_are_said_in_the_thread_of_their_card_and_notices_outside_of_any()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var saying = new ThreadSaying(Asked.Id, 7, [new Line("Refunded 249.00 EUR")]);
        (await scene.Chat.SayInThreadAsync(scene.Cards.Handles.Keys.Single(), saying, Stop)).ShouldBeTrue();
        await scene.Chat.NoticeAsync(scene.Channel, new Line("returns paused", TeamsScene.AgentId), Stop);
        var said = scene.Teams.In(scene.Channel);
        said[1].Conversation.ShouldBe(scene.Posted.Conversation);
        TeamsJson.Write(said[1].Card!).ShouldContain("Refunded 249.00 EUR");
        said[2].Conversation.ShouldNotBe(scene.Posted.Conversation);
    }

    [Fact]
    public async Task A_card_whose_posting_is_unclear_is_found_when_somebody_looks_at_it()
    {
        await using var scene = await TeamsScene.InstalledAsync();
        scene.Teams.Levers.Troubles.Order(504, afterDoing: true);
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            scene.Chat.PostAsync(scene.Channel, scene.Card, Stop)
        );
        failure.Kind.ShouldBe(FailureKind.Uncertain);
        (await scene.Chat.FindAsync(scene.Channel, scene.Card, Stop)).ShouldBeNull();
        var posted = scene.Teams.In(scene.Channel).Single();
        foreach (var viewer in new[] { TeamsScene.Clerk, TeamsScene.Agent })
            await scene.Teams.ExecuteAsync(viewer, posted, "look", new JsonObject { ["card"] = Asked.Id.Value }, Stop);
        (await scene.Chat.FindAsync(scene.Channel, scene.Card, Stop)).ShouldBe($"{posted.Conversation}|{posted.Id}");
    }

    /// <summary>Else an outage of an hour in which cards get through unanswered would leave hundreds of them.</summary>
    [Fact]
    public async Task A_card_that_may_be_posted_is_not_posted_again_before_the_channel_answers()
    {
        await using var scene = await TeamsScene.InstalledAsync();
        scene.Teams.Levers.Troubles.Order(504, afterDoing: true);
        await Should.ThrowAsync<OutsideException>(() => scene.Chat.PostAsync(scene.Channel, scene.Card, Stop));
        scene.Teams.Levers.Troubles.Order(403);
        await Should.ThrowAsync<OutsideException>(() => scene.Chat.FindAsync(scene.Channel, scene.Card, Stop));
    }

    [Fact]
    public async Task Lines_that_may_have_been_said_are_not_said_again_and_others_are()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var handle = scene.Cards.Handles.Keys.Single();
        var saying = new ThreadSaying(Asked.Id, 7, [new Line("Refunded 249.00 EUR")]);
        (await scene.Chat.IsInThreadAsync(handle, saying, Stop)).ShouldBeFalse();
        scene.Teams.Levers.Troubles.Order(504, afterDoing: true);
        await Should.ThrowAsync<OutsideException>(() => scene.Chat.SayInThreadAsync(handle, saying, Stop));
        (await scene.Chat.IsInThreadAsync(handle, saying, Stop)).ShouldBeTrue();
        (await scene.Chat.IsInThreadAsync(handle, saying with { Last = 8 }, Stop)).ShouldBeFalse();
        scene.Teams.Levers.Troubles.Order(400);
        await Should.ThrowAsync<OutsideException>(() =>
            scene.Chat.SayInThreadAsync(handle, saying with { Last = 8 }, Stop)
        );
        (await scene.Chat.IsInThreadAsync(handle, saying with { Last = 8 }, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_a_loop_leaves_it_to_people_its_cards_go_where_a_lead_says()
    {
        await using var scene = await TeamsScene.InstalledAsync();
        var nobody = await Should.ThrowAsync<OutsideException>(() => scene.Chat.PostAsync("returns", scene.Card, Stop));
        nobody.Message.ShouldContain("here returns");
        await scene.Teams.MentionAsync(TeamsScene.Agent, scene.Channel, "here returns", Stop);
        await Should.ThrowAsync<OutsideException>(() => scene.Chat.PostAsync("returns", scene.Card, Stop));
        await scene.Teams.MentionAsync(TeamsScene.Lead, scene.Channel, "Here stock", Stop);
        await scene.Teams.MentionAsync(TeamsScene.Lead, scene.Channel, "here Returns", Stop);
        var handle = await scene.Chat.PostAsync("returns", scene.Card, Stop);
        handle.ShouldStartWith(scene.Channel + ";messageid=");
        var said = scene.Teams.In(scene.Channel).Select(message => TeamsJson.Write(message.Activity)).ToList();
        said.Count(text => text.Contains("Only the lead role can change this.", StringComparison.Ordinal)).ShouldBe(1);
        said.Count(text =>
                text.Contains("The settings say where cards of stock go: slack:C1.", StringComparison.Ordinal)
            )
            .ShouldBe(1);
        said.Count(text => text.Contains("New cards of returns come here", StringComparison.Ordinal)).ShouldBe(1);
    }
}
