using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsConversationsTests
{
    [Fact]
    public async Task Adding_the_app_tells_where_and_which_channel_was_chosen()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var place = await desk.Get<TeamsConversations>().FindAsync(desk.Pretend.ChannelId, TeamsDesk.Stop);
        place!.Service.ShouldBe(desk.Teams.Levers.Address.Service);
        (place.Type, place.Team).ShouldBe(("channel", desk.Pretend.TeamId));
        var team = (await desk.Get<TeamsConversations>().TeamsAsync(TeamsDesk.Stop)).ShouldHaveSingleItem();
        (team.Id, team.Name, team.Channel).ShouldBe((desk.Pretend.TeamId, "Pretend shop", desk.Pretend.ChannelId));
    }

    [Fact]
    public async Task A_channel_nobody_spoke_in_yet_is_answered_where_the_others_are()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        await desk.Teams.InstallAsync(TeamsDesk.Lead, desk.Pretend.TeamId, TeamsDesk.Stop);
        (await desk.ThreadAsync()).Seen.Text.ShouldBe("a card");
    }

    [Fact]
    public async Task Every_activity_brings_its_address_anew_and_an_old_one_changes_nothing()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var old = desk.Teams.Activity("conversationUpdate", TeamsDesk.Lead, desk.Pretend.ChannelId);
        var moved = desk.Teams.Levers.Address.Service + "emea/";
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        var newer = desk.Teams.Activity("conversationUpdate", TeamsDesk.Lead, desk.Pretend.ChannelId);
        await SendAsync(desk, newer, moved);
        (await ServiceAsync(desk)).ShouldBe(moved);

        await SendAsync(desk, old, desk.Teams.Levers.Address.Service);
        (await ServiceAsync(desk)).ShouldBe(moved);
    }

    [Fact]
    public async Task What_the_app_is_removed_from_is_forgotten_and_a_late_word_of_it_forgets_nothing_more()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var removal = desk.Teams.Activity("installationUpdate", TeamsDesk.Lead, desk.Pretend.ChannelId);
        removal["action"] = "remove";
        (await desk.Teams.SendAsync(removal, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Memory.Kept.Keys.ShouldNotContain(("teams", $"place:{desk.Pretend.ChannelId}"));
        desk.Memory.Kept.Keys.ShouldNotContain(("teams", $"team:{desk.Pretend.TeamId}"));

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop);
        (await desk.Teams.SendAsync(removal, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Memory.Kept.Keys.ShouldContain(("teams", $"place:{desk.Pretend.ChannelId}"));
    }

    [Fact]
    public async Task The_bot_taken_out_as_a_member_is_the_app_removed()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        await desk.Teams.WriteAsync(TeamsDesk.Lead, "status", TeamsDesk.Stop);
        var lead = Guid.Parse(desk.Teams.User(TeamsDesk.Lead).AadObjectId!);
        (await desk.Get<TeamsConversations>().PersonAsync(lead, TeamsDesk.Stop)).ShouldNotBeNull();

        var chat = desk.Teams.User(TeamsDesk.Lead).Chat;
        var someone = desk.Teams.Activity("conversationUpdate", TeamsDesk.Lead, chat);
        someone["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = TeamsDesk.Agent });
        await desk.Teams.SendAsync(someone, TeamsDesk.Stop);
        desk.Memory.Kept.Keys.ShouldContain(("teams", $"place:{chat}"));

        var bot = desk.Teams.Activity("conversationUpdate", TeamsDesk.Lead, chat);
        bot["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = desk.Pretend.BotAccount });
        await desk.Teams.SendAsync(bot, TeamsDesk.Stop);
        desk.Memory.Kept.Keys.ShouldNotContain(("teams", $"place:{chat}"));
        (await desk.Get<TeamsConversations>().PersonAsync(lead, TeamsDesk.Stop)).ShouldBeNull();
    }

    [Theory]
    [InlineData("channelDeleted")]
    [InlineData("ChannelDeleted")]
    public async Task Nothing_is_said_in_a_channel_that_was_deleted_and_the_one_it_is_told_in_stays(string happened)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        await desk.Teams.DeleteAsync(TeamsDesk.Lead, happened, desk.Pretend.ChannelId, TeamsDesk.Stop);
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.ThreadAsync());
        failure.Message.ShouldContain("it was deleted");
        await desk.Client.CreateThreadAsync(desk.Pretend.TeamId, TeamsDesk.Text("in General"), TeamsDesk.Stop);
        (await desk.Get<TeamsDead>().AllAsync(TeamsDesk.Stop)).Keys.ShouldBe([desk.Pretend.ChannelId]);
    }

    [Theory]
    [InlineData("teamDeleted")]
    [InlineData("TeamDeleted")]
    public async Task Nothing_is_said_anywhere_in_a_team_that_was_deleted(string happened)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        await desk.Teams.DeleteAsync(TeamsDesk.Lead, happened, channel: null, TeamsDesk.Stop);
        foreach (var place in (string[])[desk.Pretend.ChannelId, desk.Pretend.TeamId])
        {
            var failure = await Should.ThrowAsync<OutsideException>(() =>
                desk.Client.CreateThreadAsync(place, TeamsDesk.Text("hello"), TeamsDesk.Stop)
            );
            failure.Message.ShouldContain("it was deleted");
        }
    }

    [Fact]
    public async Task A_late_word_of_a_channel_deleted_closes_nothing_that_was_heard_of_since()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var late = desk.Teams.Activity("conversationUpdate", TeamsDesk.Lead, desk.Pretend.TeamId);
        late["channelData"]!["eventType"] = "channelDeleted";
        late["channelData"]!["channel"]!["id"] = desk.Pretend.ChannelId;
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Teams.MentionAsync(TeamsDesk.Lead, desk.Pretend.ChannelId, "status", TeamsDesk.Stop);
        (await desk.Teams.SendAsync(late, TeamsDesk.Stop)).Status.ShouldBe(200);
        (await desk.ThreadAsync("still here")).Seen.Text.ShouldBe("still here");
    }

    [Fact]
    public async Task A_thread_is_of_its_channel()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var (handle, _) = await desk.ThreadAsync();
        await desk.Teams.MentionAsync(TeamsDesk.Agent, handle.Conversation, "who has it?", TeamsDesk.Stop);
        var heard = desk.Heard.Heard[^1];
        (heard.ConversationId, heard.Place).ShouldBe((handle.Conversation, desk.Pretend.ChannelId));
        desk.Memory.Kept.Keys.Count(it => it.Key.StartsWith("place:", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static async Task SendAsync(TeamsDesk desk, JsonObject activity, string service)
    {
        activity["serviceUrl"] = service;
        var token = desk.Teams.Token((_, claims) => claims["serviceurl"] = service);
        (await desk.Teams.PostAsync(activity.ToJsonString(), $"Bearer {token}", TeamsDesk.Stop)).Status.ShouldBe(200);
    }

    private static async Task<string> ServiceAsync(TeamsDesk desk) =>
        (await desk.Get<TeamsConversations>().FindAsync(desk.Pretend.ChannelId, TeamsDesk.Stop))!.Service;
}
