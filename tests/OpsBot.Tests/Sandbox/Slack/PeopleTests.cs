using OpsBot.Sandbox.Slack;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class PeopleTests
{
    [Theory]
    [InlineData("U0OPS", false, false, false, false)]
    [InlineData("U0GUEST", true, false, false, false)]
    [InlineData("U0ULTRA", true, true, false, false)]
    [InlineData("U0GONE", false, false, true, false)]
    [InlineData("W0PARTNER", false, false, false, true)]
    public async Task Everybody_is_told_for_what_they_are(
        string id,
        bool restricted,
        bool ultra,
        bool deleted,
        bool stranger
    )
    {
        await using var room = await SlackRoom.OpenAsync();
        var user = (await room.CallFormAsync("users.info", ("user", id))).Body.GetProperty("user");
        user.Flag("is_restricted").ShouldBe(restricted);
        user.Flag("is_ultra_restricted").ShouldBe(ultra);
        user.Flag("deleted").ShouldBe(deleted);
        user.Flag("is_stranger").ShouldBe(stranger);
        user.Flag("is_bot").ShouldBeFalse();
        (user.Text("team_id") == room.Options.TeamId).ShouldBe(!stranger);
    }

    [Fact]
    public async Task Addresses_need_their_own_scope()
    {
        await using var room = await SlackRoom.OpenAsync();
        (await EmailAsync("U0OPS")).ShouldBe("ops.agent@pretend-shop.example");
        (await EmailAsync("W0PARTNER")).ShouldBeNull();
        var found = await room.CallFormAsync("users.lookupByEmail", ("email", "ops.agent@pretend-shop.example"));
        found.Body.GetProperty("user").Text("id").ShouldBe("U0OPS");
        room.Options.Scopes.Remove("users:read.email");
        (await EmailAsync("U0OPS")).ShouldBeNull();
        var refused = await room.CallFormAsync("users.lookupByEmail", ("email", "ops.agent@pretend-shop.example"));
        refused.Error.ShouldBe("missing_scope");
        refused.Body.Text("needed").ShouldBe("users:read.email");
        refused.Headers["x-oauth-scopes"].ShouldNotContain("users:read.email");

        async Task<string?> EmailAsync(string id) =>
            (await room.CallFormAsync("users.info", ("user", id)))
                .Body.GetProperty("user")
                .GetProperty("profile")
                .Text("email");
    }

    [Fact]
    public async Task People_and_groups_change_while_the_bot_runs()
    {
        await using var room = await SlackRoom.OpenAsync();
        (await GroupAsync()).ShouldBe(["U0OPS", "U0LEAD"]);
        room.Slack.People.Put(new UserGroup("S0RETURNS", ["U0NEW"]));
        room.Slack.People.Put(new SlackUser("U0NEW", "New one", "Europe/Berlin"));
        (await GroupAsync()).ShouldBe(["U0NEW"]);
        (await room.CallFormAsync("users.info", ("user", "U0NEW"))).IsOk.ShouldBeTrue();
        room.Slack.People.Put(new UserGroup("S0RETURNS", ["U0NEW"]) { IsDisabled = true });
        (await room.CallFormAsync("usergroups.users.list", ("usergroup", "S0RETURNS"))).Error.ShouldBe(
            "no_such_subteam"
        );
        (await GroupAsync(("include_disabled", "true"))).ShouldBe(["U0NEW"]);
        room.Slack.People.Deactivate("U0NEW");
        await Should.ThrowAsync<InvalidOperationException>(() =>
            room.Slack.CommandAsync("U0NEW", "C0OPS", "/ops", SlackRoom.Stop)
        );

        async Task<string[]> GroupAsync(params (string, string)[] more) =>
            [
                .. (await room.CallFormAsync("usergroups.users.list", [("usergroup", "S0RETURNS"), .. more]))
                    .Body.List("users")
                    .Select(id => id.GetString()!),
            ];
    }

    [Fact]
    public async Task The_list_is_of_this_workspace_and_comes_in_pages()
    {
        await using var room = await SlackRoom.OpenAsync();
        var first = await room.CallFormAsync("users.list", ("limit", "4"));
        var cursor = first.Body.GetProperty("response_metadata").Text("next_cursor")!;
        var second = await room.CallFormAsync("users.list", ("cursor", cursor));
        first
            .Body.List("members")
            .Concat(second.Body.List("members"))
            .Select(user => user.Text("id"))
            .ShouldBe(["U0OPS", "U0LEAD", "U0GUEST", "U0ULTRA", "U0GONE", "U0OPSBOT"]);
    }
}
