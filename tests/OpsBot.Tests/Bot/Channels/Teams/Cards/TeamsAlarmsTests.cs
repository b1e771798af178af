using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Bot.Channels.Teams.Doctor;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsAlarmsTests
{
    [Theory]
    [InlineData("channelDeleted", "it was deleted")]
    [InlineData("", "the app was removed from it")]
    public async Task A_channel_that_is_gone_is_told_elsewhere_once(string happened, string why)
    {
        await using var scene = await ChosenAsync();
        var heard = new PaperChannel("slack");
        var alarms = Alarms(scene, heard);
        await alarms.LookAsync(TeamsScene.Stop);
        heard.Notices.ShouldBeEmpty();

        var told =
            happened.Length > 0
                ? scene.Teams.DeleteAsync(TeamsScene.Lead, happened, scene.Channel, TeamsScene.Stop)
                : scene.Teams.RemoveAsync(TeamsScene.Lead, scene.Channel, TeamsScene.Stop);
        (await told).Status.ShouldBe(200);
        await alarms.LookAsync(TeamsScene.Stop);
        await Alarms(scene, heard).LookAsync(TeamsScene.Stop);
        heard.Notices[0].Text.ShouldStartWith($"Cards of returns do not reach their channel in Teams: {why}");
        heard.Tries.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_refuses_is_told_again_only_after_it_was_well()
    {
        await using var scene = await ChosenAsync();
        var heard = new PaperChannel("slack");
        var alarms = Alarms(scene, heard);
        for (var times = 1; times <= 2; times++)
        {
            scene.Teams.Levers.Conversations.Refuse(scene.Channel, "BotNotInConversationRoster");
            await Should.ThrowAsync<OutsideException>(() =>
                scene.Chat.PostAsync("returns", scene.Card, TeamsScene.Stop)
            );
            await alarms.LookAsync(TeamsScene.Stop);
            await alarms.LookAsync(TeamsScene.Stop);
            heard.Tries.ShouldBe(times);

            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await scene.Teams.InstallAsync(TeamsScene.Agent, TeamsScene.Stop);
            await alarms.LookAsync(TeamsScene.Stop);
        }
    }

    [Fact]
    public async Task What_only_reads_closes_no_channel_and_opens_none()
    {
        await using var scene = await ChosenAsync();
        var heard = new PaperChannel("slack");
        var alarms = Alarms(scene, heard);
        var refusals = scene.Teams.Levers.Conversations;
        var client = scene.Get<TeamsClient>();
        refusals.Refuse(scene.Channel, "NotEnoughPermissions");
        await Should.ThrowAsync<OutsideException>(() => client.MembersAsync(scene.Channel, null, TeamsScene.Stop));
        refusals.Install(scene.Channel);
        await scene.Chat.PostAsync("returns", scene.Card, TeamsScene.Stop);

        refusals.Refuse(scene.Channel, "BotNotInConversationRoster");
        await Should.ThrowAsync<OutsideException>(() => scene.Chat.PostAsync("returns", scene.Card, TeamsScene.Stop));
        await alarms.LookAsync(TeamsScene.Stop);
        refusals.Install(scene.Channel);
        (await client.LookAsync(scene.Channel, TeamsScene.Stop)).ShouldBeNull();
        (await scene.Get<TeamsPlaces>().IsOpenAsync(scene.Channel, TeamsScene.Stop)).ShouldBeFalse();
        await alarms.LookAsync(TeamsScene.Stop);
        heard.Tries.ShouldBe(1);
    }

    [Fact]
    public async Task Where_elsewhere_cannot_be_told_it_is_tried_again()
    {
        await using var scene = await ChosenAsync();
        scene.Teams.Levers.Conversations.Refuse(scene.Channel, "BotNotInConversationRoster");
        await Should.ThrowAsync<OutsideException>(() => scene.Chat.PostAsync("returns", scene.Card, TeamsScene.Stop));
        var heard = new PaperChannel("slack") { TakesOnly = "nowhere" };
        await Alarms(scene, heard).LookAsync(TeamsScene.Stop);
        heard.TakesOnly = "C0OPS";
        await Alarms(scene, heard).LookAsync(TeamsScene.Stop);
        await Alarms(scene, heard).LookAsync(TeamsScene.Stop);
        heard.Tries.ShouldBe(2);
    }

    [Fact]
    public async Task The_doctor_looks_at_every_channel()
    {
        await using var scene = await TeamsScene.InstalledAsync();
        (await LookAsync(scene)).ToDo!.ShouldContain("@OpsBot here returns");
        await scene.Get<TeamsChoices>().ChooseAsync(new LoopName("returns"), scene.Channel, TeamsScene.Stop);
        (await LookAsync(scene)).Says.ShouldBe("the app is there, and its members can be read");
        scene.Teams.Levers.Conversations.Refuse(scene.Channel, "BotNotInConversationRoster");
        (await LookAsync(scene)).ShouldSatisfyAllConditions(
            it => it.Grade.ShouldBe(Grade.Wrong),
            it => it.Says.ShouldContain("add the app to the team or chat")
        );
    }

    private static async Task<Finding> LookAsync(TeamsScene scene) =>
        (
            await scene.Get<IEnumerable<ICheck>>().OfType<TeamsChannelsCheck>().Single().LookAsync(TeamsScene.Stop)
        ).ShouldHaveSingleItem();

    private static async Task<TeamsScene> ChosenAsync()
    {
        var scene = await TeamsScene.InstalledAsync();
        await scene.Get<TeamsChoices>().ChooseAsync(new LoopName("returns"), scene.Channel, TeamsScene.Stop);
        return scene;
    }

    private static TeamsAlarms Alarms(TeamsScene scene, PaperChannel elsewhere) =>
        new(
            scene.Get<TeamsPlaces>(),
            scene.Get<LoopList>(),
            [elsewhere],
            [new ChatHome("teams", scene.Channel), new ChatHome(elsewhere.Chat, "C0OPS")],
            NullLogger<TeamsAlarms>.Instance
        );
}
