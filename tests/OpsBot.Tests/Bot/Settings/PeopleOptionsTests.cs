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
