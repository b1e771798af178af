using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsInstalledTests
{
    private static CancellationToken Stop => TeamsScene.Stop;

    [Fact]
    public async Task The_channel_that_a_lead_chose_with_the_app_has_the_cards()
    {
        await using var scene = await TeamsScene.InstalledAsync();
        (await ChoiceAsync(scene)).ShouldBeNull();
        scene.Teams.In(scene.Channel).ShouldBeEmpty();

        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        (await scene.Teams.InstallAsync(TeamsScene.Lead, Stop)).Status.ShouldBe(200);
        (await ChoiceAsync(scene)).ShouldBe(scene.Channel);
        scene
            .Teams.In(scene.Channel)
            .ShouldHaveSingleItem()
            .Card!.ToJsonString()
            .ShouldContain("Cards of returns come here: chosen with the app");
        await scene.Chat.PostAsync("returns", scene.Card, Stop);
    }

    [Fact]
    public async Task What_somebody_typed_stays_whoever_adds_the_app_after()
    {
        await using var scene = await TeamsScene.InstalledAsync();
        await scene.Get<TeamsChoices>().ChooseAsync(new LoopName("returns"), "19:elsewhere@thread.tacv2", Stop);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        (await scene.Teams.InstallAsync(TeamsScene.Lead, Stop)).Status.ShouldBe(200);
        (await ChoiceAsync(scene)).ShouldBe("19:elsewhere@thread.tacv2");
        scene.Teams.In(scene.Channel).ShouldBeEmpty();
    }

    private static Task<string?> ChoiceAsync(TeamsScene scene) => scene.Get<TeamsChoices>().FindAsync("returns", Stop);
}
