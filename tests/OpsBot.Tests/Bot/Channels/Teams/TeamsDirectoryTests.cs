using System.Text.Json;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Doctor;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsDirectoryTests
{
    private const string Managers = "0f0e6f0a-0000-4000-8000-00000000a9e7";
    private const string Everybody = "0f0e6f0a-0000-4000-8000-0000000000a1";
    private const string Clerk = "29:1clerk";
    private const string ClerkId = "0a4b0f52-7a6e-4d0c-9d0a-3a40b9f6a001";

    [Fact]
    public async Task Who_is_in_a_group_has_its_role_for_five_minutes_without_asking_again()
    {
        await using var desk = await OpenAsync();
        var person = await PersonAsync(desk, Clerk);
        person.Groups.ShouldBe([$"teams:group:{Everybody}"]);
        desk.Get<Roles>().IsIn(person, "managers").ShouldBeTrue();

        desk.Pretend.Groups[Managers] = [];
        desk.Clock.Advance(TimeSpan.FromMinutes(4));
        (await PersonAsync(desk, Clerk)).Groups.ShouldNotBeEmpty();
        desk.Teams.Levers.Graph.Asked.ShouldBe(1);
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        (await PersonAsync(desk, Clerk)).Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_role_names_a_group_Graph_is_never_asked()
    {
        await using var desk = await OpenAsync(groups: 0);
        (await PersonAsync(desk, Clerk)).Groups.ShouldBeEmpty();
        desk.Teams.Levers.Graph.Asked.ShouldBe(0);
        (await TeamsTokensTests.Check<TeamsGroupsCheck>(desk).LookAsync(TeamsDesk.Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_groups_than_Graph_takes_at_once_are_asked_in_turns()
    {
        await using var desk = await OpenAsync(groups: 45);
        (await PersonAsync(desk, Clerk)).Groups.ShouldBe([$"teams:group:{Everybody}"]);
        desk.Teams.Levers.Graph.Asked.ShouldBe(3);
    }

    [Fact]
    public async Task Who_cannot_be_looked_up_has_no_role_by_a_group_and_hears_why()
    {
        await using var desk = await OpenAsync();
        desk.Pretend.GraphPermissions.Clear();
        var failure = await Should.ThrowAsync<OutsideException>(() => PersonAsync(desk, Clerk));
        failure.Message.ShouldContain("the app lacks the permissions User.Read.All and GroupMember.Read.All");

        // A role that is theirs by name stays theirs.
        var agent = await PersonAsync(desk, TeamsDesk.Agent);
        (agent.IsOurs, agent.Groups.Count).ShouldBe((true, 0));
        desk.Get<Roles>().IsIn(agent, "returns").ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_said_too_long_ago_is_not_believed_while_Graph_is_down()
    {
        await using var desk = await OpenAsync();
        (await PersonAsync(desk, Clerk)).Groups.ShouldNotBeEmpty();
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        desk.Pretend.GraphPermissions.Clear();
        await Should.ThrowAsync<OutsideException>(() => PersonAsync(desk, Clerk));
    }

    [Fact]
    public async Task Guests_are_in_no_group_whatever_Graph_says()
    {
        await using var desk = await OpenAsync();
        desk.Pretend.Groups[Everybody] = [desk.Teams.User(TeamsDesk.Guest).AadObjectId!];
        var guest = await PersonAsync(desk, TeamsDesk.Guest);
        (guest.IsOurs, guest.Groups.Count).ShouldBe((false, 0));
        desk.Teams.Levers.Graph.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task The_doctor_says_whether_groups_can_be_read()
    {
        await using var desk = await OpenAsync();
        var check = TeamsTokensTests.Check<TeamsGroupsCheck>(desk);
        (await check.LookAsync(TeamsDesk.Stop)).ShouldHaveSingleItem().Grade.ShouldBe(Grade.Ok);
        desk.Pretend.GraphPermissions.Clear();
        var finding = (await check.LookAsync(TeamsDesk.Stop)).ShouldHaveSingleItem();
        finding.Grade.ShouldBe(Grade.Wrong);
        finding.Says.ShouldContain("GroupMember.Read.All");
    }

    [Fact]
    public async Task The_doctor_names_every_group_that_is_not_there()
    {
        await using var desk = await OpenAsync(groups: 23);
        var findings = await TeamsTokensTests.Check<TeamsGroupsCheck>(desk).LookAsync(TeamsDesk.Stop);
        findings
            .Select(finding => finding.About)
            .ShouldBe(Enumerable.Range(2, 22).Select(at => $"Teams group {GroupOf(at)}"));
        findings.ShouldAllBe(finding => finding.Grade == Grade.Wrong);
    }

    [Fact]
    public async Task A_group_is_the_same_in_any_letters()
    {
        await using var desk = await OpenAsync([Everybody.ToUpperInvariant(), Everybody]);
        var person = await PersonAsync(desk, Clerk);
        person.Groups.ShouldBe([$"teams:group:{Everybody.ToUpperInvariant()}", $"teams:group:{Everybody}"]);
        desk.Teams.Levers.Graph.Asked.ShouldBe(1);
    }

    private static Task<Person> PersonAsync(TeamsDesk desk, string user)
    {
        var said = desk.Teams.Activity("message", user, desk.Pretend.ChannelId);
        var activity = new TeamsActivity(JsonSerializer.SerializeToElement(said));
        return desk.Get<TeamsPeople>().PersonAsync(activity, TeamsDesk.Stop);
    }

    private static Task<TeamsDesk> OpenAsync(int groups = 1) =>
        OpenAsync([.. Enumerable.Range(1, groups).Select(GroupOf)]);

    private static async Task<TeamsDesk> OpenAsync(IReadOnlyList<string> groups)
    {
        var desk = await TeamsDesk.OpenAsync(
            options =>
            {
                options.Users.Add(new(Clerk, "A clerk", ClerkId));
                options.Groups[Managers] = [ClerkId];
                options.Groups[Everybody] = [Managers];
            },
            groups: groups
        );
        (await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop)).Status.ShouldBe(200);
        return desk;
    }

    private static string GroupOf(int at) => at == 1 ? Everybody : $"0f0e6f0a-0000-4000-8000-1{at:d11}";
}
