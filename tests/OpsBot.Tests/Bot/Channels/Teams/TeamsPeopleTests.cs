using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsPeopleTests
{
    [Theory]
    [InlineData(TeamsDesk.Agent, "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8", true)]
    [InlineData(TeamsDesk.Lead, "teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b", true)]
    [InlineData(TeamsDesk.Guest, "teams:3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3", false)]
    [InlineData(TeamsDesk.Partner, "teams:2b0f4c0e-6c5b-4b43-9a57-6d0d7c1f6a11", false)]
    [InlineData(TeamsDesk.Anonymous, "teams:nobody", false)]
    public async Task Only_full_members_of_our_own_tenant_are_ours(string user, string id, bool isOurs)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var person = await PersonAsync(desk, user);
        (person.Id, person.IsOurs).ShouldBe((id, isOurs));
        person.Groups.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ops.agent_supplier.example#EXT#@shop.example")]
    [InlineData("ops.agent_supplier.example#ext#@shop.example")]
    public async Task Who_signs_in_as_a_guest_is_one_whatever_their_role(string signsInAs)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var agent = desk.Pretend.Users.Single(user => user.Account == TeamsDesk.Agent);
        desk.Pretend.Users[desk.Pretend.Users.IndexOf(agent)] = agent with { PrincipalName = signsInAs };
        (await PersonAsync(desk, TeamsDesk.Agent)).IsOurs.ShouldBeFalse();
        (await desk.Get<TeamsPeople>().FindAsync(agent.AadObjectId!, TeamsDesk.Stop)).IsOurs.ShouldBeFalse();
    }

    [Fact]
    public async Task An_object_id_is_the_same_in_any_letters()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var person = await PersonAsync(desk, TeamsDesk.Lead, id => id.ToUpperInvariant());
        person.Id.ShouldBe("teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b");
        person.IsOurs.ShouldBeTrue();
    }

    [Theory]
    [InlineData("eddfa9d4-346e-4cce-a18f-fa6261ad776b")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("the lead")]
    public async Task Whoever_says_that_they_are_somebody_else_is_nobody(string claimed)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        (await PersonAsync(desk, TeamsDesk.Agent, _ => claimed)).IsOurs.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_not_in_the_conversation_is_nobody()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var before = desk.Pretend.Users.Single(user => user.Account == TeamsDesk.Agent);
        var activity = Read(desk.Teams.Activity("message", TeamsDesk.Agent, desk.Pretend.ChannelId).ToJsonString());
        desk.Pretend.Users.Remove(before);
        (await desk.Get<TeamsPeople>().PersonAsync(activity, TeamsDesk.Stop)).IsOurs.ShouldBeFalse();
    }

    [Fact]
    public async Task What_Teams_said_is_believed_for_a_quarter_of_an_hour()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        (await PersonAsync(desk, TeamsDesk.Agent)).IsOurs.ShouldBeTrue();
        var calls = desk.Teams.Levers.Gate.Authorizations.Count;

        var agent = desk.Pretend.Users.Single(user => user.Account == TeamsDesk.Agent);
        desk.Pretend.Users[desk.Pretend.Users.IndexOf(agent)] = agent with { Role = "guest" };
        desk.Clock.Advance(TimeSpan.FromMinutes(14));
        (await PersonAsync(desk, TeamsDesk.Agent)).IsOurs.ShouldBeTrue();
        desk.Teams.Levers.Gate.Authorizations.Count.ShouldBe(calls);

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        (await PersonAsync(desk, TeamsDesk.Agent)).IsOurs.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_cannot_be_looked_up_does_nothing()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Pretend.Users.Add(new("29:1new", "New", "11111111-1111-4111-8111-111111111111"));
        desk.Teams.Levers.Troubles.Order(503, times: 3);
        // Somebody in a role may try again; who is in none is nobody.
        await Should.ThrowAsync<OutsideException>(() => desk.PassAsync(PersonAsync(desk, TeamsDesk.Lead)));
        desk.Teams.Levers.Troubles.Order(503, times: 2);
        (await desk.PassAsync(PersonAsync(desk, "29:1new"))).IsOurs.ShouldBeFalse();
        desk.Clock.Advance(TimeSpan.FromSeconds(20));
        (await desk.PassAsync(PersonAsync(desk, TeamsDesk.Lead))).IsOurs.ShouldBeTrue();
    }

    [Theory]
    [InlineData("7faf8ab2-3d56-4244-b585-20c8a42ed2b8", "7faf8ab2-3d56-4244-b585-20c8a42ed2b8", true)]
    [InlineData("EDDFA9D4-346E-4CCE-A18F-FA6261AD776B", "eddfa9d4-346e-4cce-a18f-fa6261ad776b", true)]
    [InlineData("3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3", "3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3", false)]
    [InlineData("2b0f4c0e-6c5b-4b43-9a57-6d0d7c1f6a11", "2b0f4c0e-6c5b-4b43-9a57-6d0d7c1f6a11", false)]
    [InlineData("11111111-1111-4111-8111-111111111111", "11111111-1111-4111-8111-111111111111", false)]
    [InlineData("29:1agent", "29:1agent", false)]
    public async Task Somebody_who_is_named_is_ours_where_Teams_says_so(string named, string id, bool isOurs)
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var person = await desk.Get<TeamsPeople>().FindAsync(named, TeamsDesk.Stop);
        (person.Id, person.IsOurs).ShouldBe(("teams:" + id, isOurs));
    }

    [Fact]
    public async Task Nobody_who_is_named_is_ours_before_the_app_is_added()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var person = await desk.Get<TeamsPeople>().FindAsync("7faf8ab2-3d56-4244-b585-20c8a42ed2b8", TeamsDesk.Stop);
        person.IsOurs.ShouldBeFalse();
    }

    [Fact]
    public async Task Somebody_who_is_named_and_cannot_be_looked_up_is_not_taken_for_nobody()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Teams.Levers.Troubles.Order(503, times: 3);
        await Should.ThrowAsync<OutsideException>(() =>
            desk.PassAsync(desk.Get<TeamsPeople>().FindAsync("7faf8ab2-3d56-4244-b585-20c8a42ed2b8", TeamsDesk.Stop))
        );
    }

    private static Task<OpsBot.Loops.People.Person> PersonAsync(
        TeamsDesk desk,
        string user,
        Func<string, string>? claim = null
    )
    {
        var activity = desk.Teams.Activity("message", user, desk.Pretend.ChannelId);
        if (claim is not null)
            activity["from"]!["aadObjectId"] = claim(activity["from"]!["aadObjectId"]!.GetValue<string>());
        return desk.Get<TeamsPeople>().PersonAsync(Read(activity.ToJsonString()), TeamsDesk.Stop);
    }

    private static TeamsActivity Read(string json) =>
        new(TeamsJson.Object(System.Text.Encoding.UTF8.GetBytes(json))!.Value);
}
