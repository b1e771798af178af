using Microsoft.Extensions.Configuration;
using OpsBot.Bot.Settings;
using OpsBot.Loops.People;

namespace OpsBot.Tests.Bot.Settings;

public sealed class PeopleOptionsTests
{
    private static readonly Person Kim = new("slack:U0KIM", "kim", IsOurs: true);
    private static readonly Person KimElsewhere = new(
        "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8",
        "kim",
        IsOurs: true
    );

    [Fact]
    public void An_address_names_one_id_or_one_for_each_chat()
    {
        var (roles, problems) = Read(
            ("People:Emails:sam@shop.example", "slack:U0SAM"),
            ("People:Emails:Kim@Shop.example:0", Kim.Id),
            ("People:Emails:Kim@Shop.example:1", KimElsewhere.Id)
        );
        problems.ShouldBeEmpty();
        roles.IsOf(Kim, "kim@shop.example").ShouldBeTrue();
        roles.IsOf(KimElsewhere, " KIM@shop.example").ShouldBeTrue();
        roles.IsOf(Kim, "sam@shop.example").ShouldBeFalse();
        roles.OwnersOf("sam@shop.example").ShouldBe(["slack:U0SAM"]);
        roles.OwnersOf("nobody@shop.example").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("U0KIM")]
    [InlineData("kim")]
    [InlineData(":U0KIM")]
    [InlineData("slack:")]
    [InlineData("slack:U0KIM,teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8")]
    public void Who_is_nobody_is_told_at_the_start(string id)
    {
        // It would never be found to be theirs, and so they could decide it.
        var (_, problems) = Read(("People:Emails:kim@shop.example", id));
        problems
            .ShouldHaveSingleItem()
            .Says.ShouldStartWith($"names '{id}' under kim@shop.example, which is nobody. Write chat:user");
    }

    /// <summary>Spelt otherwise it would match nobody: a role would be empty, and one's own request would be anybody's.</summary>
    [Fact]
    public void However_an_id_of_Teams_is_typed_it_is_the_one_that_Teams_says()
    {
        var (roles, problems) = Read(
            ("People:Roles:agent:0", " Teams:7FAF8AB2-3D56-4244-B585-20C8A42ED2B8"),
            ("People:Emails:kim@shop.example:0", " slack:U0KIM"),
            ("People:Emails:kim@shop.example:1", "teams:7FAF8AB2-3D56-4244-B585-20C8A42ED2B8 ")
        );
        problems.ShouldBeEmpty();
        roles.IsIn(KimElsewhere, ["agent"]).ShouldBeTrue();
        roles.IsOf(KimElsewhere, "kim@shop.example").ShouldBeTrue();
        roles.IsOf(Kim, "kim@shop.example").ShouldBeTrue();
    }

    [Theory]
    [InlineData("People:Roles:agent:0", "teams:kim@shop.example")]
    [InlineData("People:Emails:kim@shop.example:0", "teams:kim@shop.example")]
    [InlineData("People:Roles:agent:0", "teams:group:leads")]
    public void What_is_no_object_id_is_told_at_the_start(string key, string id)
    {
        var (_, problems) = Read((key, id));
        var says = problems.ShouldHaveSingleItem().Says;
        says.ShouldContain($"names '{id}'");
        says.ShouldContain("object id in Entra is wanted, a GUID");
    }

    private static (Roles Roles, IReadOnlyList<SettingProblem> Problems) Read(
        params IEnumerable<(string Key, string Value)> settings
    )
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
                .Build()
        );
        var options = reader.Read<PeopleOptions>(PeopleOptions.Section);
        return (options.ToRoles(), reader.Problems);
    }
}
