using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Loops.Returns;
using OpsBot.Tests.Loops.Returns;

namespace OpsBot.Tests.Loops.People;

/// <summary>People of the team who buy in their own shop do not decide their own returns.</summary>
public sealed class OwnRequestTests
{
    private static readonly Person Anna = new("slack:U0ANNA", "anna", IsOurs: true);
    private static readonly Person Ben = new("slack:U0BEN", "ben", IsOurs: true);
    private static readonly Roles Roles = new(
        new Dictionary<string, IReadOnlyCollection<string>> { ["agent"] = [Anna.Id, Ben.Id] }
    )
    {
        Emails = new Dictionary<string, IReadOnlyCollection<string>> { ["anna@shop.example"] = [Anna.Id] },
    };

    [Theory]
    [InlineData("anna@shop.example")]
    [InlineData(" Anna@Shop.Example ")]
    public void Whoever_bought_it_does_not_decide_it(string email)
    {
        var asked = Asked(email);
        Refusal(asked, Anna).ShouldBe("You asked for this yourself, so somebody else has to decide it.");
        Refusal(asked, Ben).ShouldBeNull();
    }

    [Theory]
    [InlineData("customer@shop.example")]
    [InlineData(null)]
    public void What_others_bought_anybody_decides_who_may(string? email) => Refusal(Asked(email), Anna).ShouldBeNull();

    private static string? Refusal(Escalation asked, Person person) =>
        Approvals.Refusal(asked, new Answer(asked.Id, person, "approve"), Roles);

    private static Escalation Asked(string? email)
    {
        var facts = new ReturnBuilder { Value = 249, Email = email }.Build();
        var ask = Decide.On(facts, DefaultPolicy.Shipped).ShouldBeOfType<Decision.Ask>();
        return Bot.Channels.Asked.Open with { Question = ask.Question };
    }
}
