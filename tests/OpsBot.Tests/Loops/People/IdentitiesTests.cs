using OpsBot.Loops.Engine;
using OpsBot.Loops.People;

namespace OpsBot.Tests.Loops.People;

/// <summary>Which ids are one person.</summary>
public sealed class IdentitiesTests
{
    private const string Slack = "slack:U0KIM";
    private const string Teams = "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_ids_under_one_address_are_one_person_where_each_is_in_another_chat()
    {
        var known = new Identities(
            [
                [Slack, Teams],
                ["slack:U0SAM"],
            ],
            []
        );
        known.OthersOf(Slack).ShouldBe([Teams]);
        known.OthersOf(Teams).ShouldBe([Slack]);
        known.OthersOf("slack:U0SAM").ShouldBeEmpty();
        known.OthersOf("slack:U0NOBODY").ShouldBeEmpty();
        known.Count.ShouldBe(1);
    }

    [Fact]
    public void People_who_share_an_address_stay_who_they_are()
    {
        var known = new Identities(
            [
                ["slack:U0A", "slack:U0B", Teams],
            ],
            []
        );
        known.OthersOf("slack:U0A").ShouldBeEmpty();
        known.OthersOf(Teams).ShouldBeEmpty();
        known.Count.ShouldBe(0);
    }

    [Fact]
    public void Whoever_is_the_same_as_one_is_the_same_as_all_whom_that_one_is_the_same_as()
    {
        var known = new Identities(
            [
                [Slack, Teams],
                ["console:kim", Teams],
            ],
            [new PersonLink("mail:kim", Slack, At)]
        );
        known.OthersOf("mail:kim").ShouldBe(["console:kim", Slack, Teams]);
        known.OthersOf(Slack).ShouldBe(["console:kim", "mail:kim", Teams]);
        known.Count.ShouldBe(1);
    }

    [Fact]
    public void However_an_id_is_spelt_it_is_theirs()
    {
        var known = new Identities(
            [
                [Slack, Teams.ToUpperInvariant()],
            ],
            []
        );
        var person = new Person(Teams, "kim", IsOurs: true) { Others = known.OthersOf(Teams) };
        person.Is(Slack).ShouldBeTrue();
        person.Is("slack:u0kim").ShouldBeTrue();
        person.Is(Teams).ShouldBeTrue();
        person.Is(null).ShouldBeFalse();
        person.Is("slack:U0SAM").ShouldBeFalse();
    }

    [Fact]
    public void Being_one_with_somebody_gives_nobody_a_role()
    {
        var roles = new Roles(new Dictionary<string, IReadOnlyCollection<string>> { ["lead"] = [Slack] });
        var person = new Person(Teams, "kim", IsOurs: true) { Others = [Slack] };
        roles.IsIn(person, "lead").ShouldBeFalse();
        roles.IsKnown(person).ShouldBeFalse();
        roles.IsIn(person with { Id = Slack }, "lead").ShouldBeTrue();
    }
}
