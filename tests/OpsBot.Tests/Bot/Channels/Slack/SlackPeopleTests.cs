using OpsBot.Loops.People;
using OpsBot.Sandbox.Slack;
using SlackUser = OpsBot.Bot.Channels.Slack.SlackUser;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Whom Slack's word makes somebody, and for how long.</summary>
public sealed class SlackPeopleTests
{
    private static readonly Roles Returns = new(
        new Dictionary<string, IReadOnlyCollection<string>> { ["group"] = ["slack:S0RETURNS"] }
    );

    [Theory]
    [InlineData("U0OPS", "T0SHOP", true)]
    [InlineData("U0OPS", "T0OTHER", false)]
    [InlineData("U0OPS", null, false)]
    [InlineData("U0TEMP", "T0SHOP", false)]
    [InlineData("U0GONE", "T0SHOP", false)]
    [InlineData("U0STRANGER", "T0SHOP", false)]
    [InlineData("U0NOBODY", "T0SHOP", false)]
    public async Task Only_full_members_of_our_workspace_are_ours(string user, string? team, bool isOurs)
    {
        await using var desk = await OpenAsync("U0STRANGER", "U0NOBODY");
        (await PersonAsync(desk, user, team)).IsOurs.ShouldBe(isOurs);
    }

    [Fact]
    public async Task A_user_group_gives_its_members_the_role_and_takes_it_away()
    {
        await using var desk = await OpenAsync();
        Returns.IsKnown(await PersonAsync(desk, "U0NEW")).ShouldBeFalse();
        desk.Slack.People.Put(new UserGroup("S0RETURNS", ["U0NEW"]));
        desk.Clock.Advance(TimeSpan.FromSeconds(31));
        Returns.IsKnown(await PersonAsync(desk, "U0NEW")).ShouldBeTrue();
        desk.Slack.People.Put(new UserGroup("S0RETURNS", []));
        desk.Clock.Advance(TimeSpan.FromMinutes(16));
        Returns.IsKnown(await PersonAsync(desk, "U0NEW")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_has_nobody_in_it_once_its_list_is_old()
    {
        await using var desk = await OpenAsync("U0NEW");
        (await PersonAsync(desk, "U0NEW")).Groups.ShouldBe(["slack:S0RETURNS"]);
        desk.Pretend.Scopes.Remove("usergroups:read");
        desk.Clock.Advance(TimeSpan.FromMinutes(14));
        (await PersonAsync(desk, "U0NEW")).Groups.ShouldBe(["slack:S0RETURNS"]);
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        (await PersonAsync(desk, "U0NEW")).Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_cannot_be_looked_up_is_not_believed()
    {
        await using var desk = await OpenAsync();
        desk.Pretend.Scopes.Remove("users:read");
        desk.Clock.Advance(TimeSpan.FromMinutes(16));
        await Should.ThrowAsync<OpsBot.Loops.Engine.OutsideException>(() => PersonAsync(desk, "U0OPS"));
    }

    [Fact]
    public async Task Somebody_who_was_deactivated_decides_nothing_a_quarter_of_an_hour_later()
    {
        await using var desk = await OpenAsync();
        (await PersonAsync(desk, "U0OPS")).IsOurs.ShouldBeTrue();
        desk.Slack.People.Deactivate("U0OPS");
        desk.Clock.Advance(TimeSpan.FromMinutes(15));
        (await PersonAsync(desk, "U0OPS")).IsOurs.ShouldBeFalse();
    }

    private static Task<SlackDesk> OpenAsync(params string[] group) =>
        SlackDesk.OpenAsync(options =>
        {
            options.Users.Add(new("U0TEMP", "Temp", "UTC") { IsGuest = true });
            options.Users.Add(new("U0GONE", "Gone", "UTC") { IsDeactivated = true });
            options.Users.Add(new("U0STRANGER", "Stranger", "UTC") { OtherTeamId = "T0OTHER" });
            options.Users.Add(new("U0NEW", "New", "UTC"));
            options.UserGroups["S0RETURNS"] = group;
        });

    private static Task<Person> PersonAsync(SlackDesk desk, string user, string? team = "T0SHOP") =>
        desk.People.PersonAsync(new SlackUser(user, user, team), SlackDesk.Stop);
}
