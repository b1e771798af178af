using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

/// <summary>One person in two chats counts once: what they ask for, take on and are asked is theirs in both.</summary>
public abstract class LinkTests(TestStore.Kind kind)
{
    private static readonly Person Anna = new("test:anna", "anna", IsOurs: true);
    private static readonly Person AnnaElsewhere = new("other:anna", "anna", IsOurs: true);
    private static readonly Person Ben = new("test:ben", "ben", IsOurs: true);
    private static readonly Person BenElsewhere = new("other:ben", "ben", IsOurs: true);
    private static readonly Person AnnaWithoutRole = new("third:anna", "anna", IsOurs: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_decides_what_they_asked_for_in_the_other_chat_by_a_named_address()
    {
        await using var engine = await AskingAsync("kim@shop.example", named: true);
        foreach (var self in new[] { Anna, AnnaElsewhere })
            (await DecideAsync(engine, self)).ShouldBe(
                new AnswerResult.Refused("You asked for this yourself, so somebody else has to decide it.")
            );
        (await DecideAsync(engine, BenElsewhere)).ShouldBeOfType<AnswerResult.Accepted>();
    }

    [Fact]
    public async Task Nobody_decides_what_they_asked_for_in_the_other_chat_once_they_linked_themselves()
    {
        // Their one id is named under the address, and the other is linked with it.
        await using var engine = await AskingAsync("anna@shop.example");
        var refused = new AnswerResult.Refused("You asked for this yourself, so somebody else has to decide it.");
        (await DecideAsync(engine, Anna)).ShouldBe(refused);
        await LinkAsync(engine, AnnaElsewhere, Anna);
        (await DecideAsync(engine, AnnaElsewhere)).ShouldBe(refused);
        // Who a question was asked of is not changed by ending the link after.
        (await engine.Get<LinkDesk>().EndAsync(AnnaElsewhere, Stop)).ShouldNotBeNull();
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        (await DecideAsync(engine, AnnaElsewhere)).ShouldBe(refused);
        (await engine.Get<CaseDesk>().ClaimAsync((await QuestionAsync(engine)).Id, AnnaElsewhere, Stop)).ShouldBe(
            new CaseResult.Refused(refused.Why)
        );
        (await engine.Get<CaseDesk>().AssignAsync((await QuestionAsync(engine)).Id, AnnaElsewhere, Ben, Stop)).ShouldBe(
            new CaseResult.Refused("They may not decide this, so it cannot be theirs.")
        );
        await engine.CatchAsync("later");
        await engine.RunDueAsync();
        (await engine.AnswerAsync("later", "approve", AnnaElsewhere.Id)).ShouldBeOfType<AnswerResult.Accepted>();
    }

    [Fact]
    public async Task Who_unlinks_and_has_it_asked_anew_still_decides_nothing_they_asked_for()
    {
        await using var engine = await AskingAsync("anna@shop.example");
        await LinkAsync(engine, AnnaElsewhere, Anna);
        await engine.Get<LinkDesk>().EndAsync(AnnaElsewhere, Stop);
        var first = (await QuestionAsync(engine)).Id;
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        engine.Scripted.Facts = new { colour = "blue" };
        await engine.CatchAsync("case", starts: false);
        await engine.RunDueAsync();
        (await QuestionAsync(engine)).Id.ShouldNotBe(first, "it was asked anew");
        (await DecideAsync(engine, AnnaElsewhere)).ShouldBeOfType<AnswerResult.Refused>();
        (await DecideAsync(engine, BenElsewhere)).ShouldBeOfType<AnswerResult.Accepted>();
    }

    [Theory]
    [InlineData(TroubleChoice.StartOver)]
    [InlineData(TroubleChoice.Skip)]
    [InlineData(TroubleChoice.HandOver)]
    public async Task Nobody_says_how_their_own_request_goes_on_where_it_is_stuck(string choice)
    {
        await using var engine = await AskingAsync("anna@shop.example");
        engine.System.Refuses = "b";
        await LinkAsync(engine, AnnaElsewhere, Anna);
        await engine.Get<LinkDesk>().EndAsync(AnnaElsewhere, Stop);
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(engine, Ben);
        await engine.RunDueAsync();
        (await QuestionAsync(engine)).Kind.ShouldBe(EscalationKind.Trouble);
        foreach (var self in new[] { Anna, AnnaElsewhere })
            (await engine.AnswerAsync("case", choice, self.Id, "why")).ShouldBe(
                new AnswerResult.Refused("You asked for this yourself, so somebody else has to decide it.")
            );
    }

    [Fact]
    public async Task Who_unlinks_does_not_answer_what_they_asked_themselves()
    {
        await using var engine = await AskingAsync(asker: null);
        var desk = engine.Get<CaseDesk>();
        await LinkAsync(engine, Anna, AnnaElsewhere);
        var question = (await QuestionAsync(engine)).Id;
        await desk.AskAsync(question, of: null, "Was it worn?", Anna, null, Stop);
        await engine.Get<LinkDesk>().EndAsync(AnnaElsewhere, Stop);
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        (await desk.AnswerAsync(question, "No.", AnnaElsewhere, null, Stop)).ShouldBe(
            new CaseResult.Refused("Nothing is asked here that waits for an answer.")
        );
        (await desk.AnswerAsync(question, "No.", Ben, null, Stop)).ShouldBeOfType<CaseResult.Done>();
    }

    [Fact]
    public async Task What_they_took_on_in_one_chat_is_theirs_in_the_other()
    {
        await using var engine = await AskingAsync(asker: null, named: true);
        var desk = engine.Get<CaseDesk>();
        var question = (await QuestionAsync(engine)).Id;
        (await desk.ClaimAsync(question, Anna, Stop)).ShouldBeOfType<CaseResult.Done>();
        (await desk.ClaimAsync(question, BenElsewhere, Stop))
            .ShouldBeOfType<CaseResult.Refused>()
            .OnIt!.By.ShouldBe(Anna.Id);
        (await desk.ClaimAsync(question, AnnaElsewhere, Stop)).ShouldBeOfType<CaseResult.Done>();
        (await engine.QuestionOfAsync("case")).Claim!.By.ShouldBe(AnnaElsewhere.Id);
        (await desk.ReleaseAsync(question, Anna, Stop)).ShouldBeOfType<CaseResult.Done>();
        await desk.ClaimAsync(question, Anna, Stop);
        var decided = (await DecideAsync(engine, AnnaElsewhere)).ShouldBeOfType<AnswerResult.Accepted>();
        decided.OnIt.ShouldBeNull();
    }

    [Fact]
    public async Task Who_decides_what_another_is_on_hears_whose_it_was()
    {
        await using var engine = await AskingAsync(asker: null, named: true);
        await engine.Get<CaseDesk>().ClaimAsync((await QuestionAsync(engine)).Id, Anna, Stop);
        var decided = (await DecideAsync(engine, BenElsewhere)).ShouldBeOfType<AnswerResult.Accepted>();
        decided.OnIt!.By.ShouldBe(Anna.Id);
    }

    [Fact]
    public async Task What_they_were_asked_in_one_chat_they_answer_in_the_other_and_what_they_asked_they_do_not()
    {
        await using var engine = await AskingAsync(asker: null, named: true);
        var desk = engine.Get<CaseDesk>();
        var question = (await QuestionAsync(engine)).Id;
        await desk.AskAsync(question, Anna, "Was it worn?", Ben, null, Stop);
        (await desk.AnswerAsync(question, "No.", BenElsewhere, null, Stop)).ShouldBe(
            new CaseResult.Refused("Nothing is asked here that waits for an answer.")
        );
        (await desk.AnswerAsync(question, "No.", AnnaElsewhere, null, Stop)).ShouldBeOfType<CaseResult.Done>();

        await desk.AskAsync(question, of: null, "And the box?", Anna, null, Stop);
        (await desk.AnswerAsync(question, "It is whole.", AnnaElsewhere, null, Stop)).ShouldBe(
            new CaseResult.Refused("Nothing is asked here that waits for an answer.")
        );
        (await desk.AnswerAsync(question, "It is whole.", BenElsewhere, null, Stop)).ShouldBeOfType<CaseResult.Done>();
    }

    [Fact]
    public async Task Being_asked_in_one_chat_gives_no_right_to_answer_in_the_other()
    {
        await using var engine = await AskingAsync(asker: null);
        var desk = engine.Get<CaseDesk>();
        await LinkAsync(engine, Anna, AnnaWithoutRole);
        var question = (await QuestionAsync(engine)).Id;
        await desk.AskAsync(question, Anna, "Was it worn?", Ben, null, Stop);
        (await desk.AnswerAsync(question, "No.", AnnaWithoutRole, null, Stop)).ShouldBe(
            new CaseResult.Refused("Only people with a role can do this.")
        );
        (await DecideAsync(engine, AnnaWithoutRole)).ShouldBe(
            new AnswerResult.Refused("Only the agent role can decide this.")
        );
        await desk.ClaimAsync(question, Anna, Stop);
        (await desk.ReleaseAsync(question, AnnaWithoutRole, Stop)).ShouldBeOfType<CaseResult.Refused>();
    }

    [Fact]
    public async Task A_code_is_good_once_in_another_chat_and_for_ten_minutes()
    {
        await using var engine = await AskingAsync(asker: null);
        var desk = engine.Get<LinkDesk>();
        var late = await desk.OfferAsync(Anna, Stop);
        engine.Clock.Advance(LinkDesk.GoodFor);
        (await desk.TakeAsync(late, AnnaElsewhere, Stop)).ShouldBeOfType<LinkTaken.NoSuchOffer>();

        var first = await desk.OfferAsync(Anna, Stop);
        var second = await desk.OfferAsync(Anna, Stop);
        (await desk.TakeAsync(first, AnnaElsewhere, Stop)).ShouldBeOfType<LinkTaken.NoSuchOffer>();
        (await desk.TakeAsync(second, Ben, Stop)).ShouldBeOfType<LinkTaken.NoSuchOffer>("it is the same chat");
        (await desk.TakeAsync("nonsense", AnnaElsewhere, Stop)).ShouldBeOfType<LinkTaken.NoSuchOffer>();
        (await desk.TakeAsync($" {second.ToUpperInvariant()}", AnnaElsewhere, Stop))
            .ShouldBeOfType<LinkTaken.Linked>()
            .Link.ShouldBe(new PersonLink(Anna.Id, AnnaElsewhere.Id, engine.Clock.GetUtcNow()));
        (await desk.TakeAsync(second, BenElsewhere, Stop)).ShouldBeOfType<LinkTaken.NoSuchOffer>();
    }

    [Fact]
    public async Task Nobody_is_linked_with_two()
    {
        await using var engine = await AskingAsync(asker: null);
        var desk = engine.Get<LinkDesk>();
        await LinkAsync(engine, Anna, AnnaElsewhere);
        var code = await desk.OfferAsync(Ben, Stop);
        (await desk.TakeAsync(code, AnnaElsewhere, Stop))
            .ShouldBeOfType<LinkTaken.LinkedBefore>()
            .Link.One.ShouldBe(Anna.Id);
        (await engine.Get<SamePeople>().WholeAsync(Ben, Stop)).Others.ShouldBeEmpty();
        (await desk.EndAsync(AnnaElsewhere, Stop))!.One.ShouldBe(Anna.Id);
        (await desk.EndAsync(Anna, Stop)).ShouldBeNull();
        (await engine.Get<SamePeople>().WholeAsync(Anna, Stop)).Others.ShouldBeEmpty();
        await LinkAsync(engine, Ben, AnnaElsewhere);
    }

    [Fact]
    public async Task Of_many_who_take_a_code_at_once_one_does()
    {
        await using var engine = await AskingAsync(asker: null);
        var desk = engine.Get<LinkDesk>();
        var code = await desk.OfferAsync(Anna, Stop);
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(at => desk.TakeAsync(code, new Person($"other:{at}", "somebody", IsOurs: true), Stop))
        );
        all.OfType<LinkTaken.Linked>().ShouldHaveSingleItem();
        (await engine.Get<SamePeople>().AllAsync(Stop)).Count.ShouldBe(1);
    }

    private static async Task LinkAsync(EngineFixture engine, Person one, Person other)
    {
        var desk = engine.Get<LinkDesk>();
        var code = await desk.OfferAsync(one, Stop);
        (await desk.TakeAsync(code, other, Stop)).ShouldBeOfType<LinkTaken.Linked>();
    }

    private static Task<Escalation> QuestionAsync(EngineFixture engine) => engine.QuestionOfAsync("case");

    private static async Task<AnswerResult> DecideAsync(EngineFixture engine, Person person) =>
        await engine.Answers.TakeAsync(new Answer((await QuestionAsync(engine)).Id, person, "approve"), Stop);

    private async Task<EngineFixture> AskingAsync(string? asker, bool named = false)
    {
        var emails = new Dictionary<string, IReadOnlyCollection<string>> { ["anna@shop.example"] = [Anna.Id] };
        if (named)
            (emails["Kim@Shop.Example"], emails["ben@shop.example"]) = (
                [Anna.Id, AnnaElsewhere.Id],
                [Ben.Id, BenElsewhere.Id]
            );
        var roles = new Roles(
            new Dictionary<string, IReadOnlyCollection<string>>
            {
                ["agent"] = [Anna.Id, AnnaElsewhere.Id, Ben.Id, BenElsewhere.Id],
            }
        )
        {
            Emails = emails,
        };
        var engine = await EngineFixture.StartAsync(kind, roles: roles);
        engine.Scripted.Decides = context =>
        {
            var ask = (Decision.Ask)ScriptedLoop.Ask(context.Now.AddHours(8));
            return ask with
            {
                Question = ask.Question with
                {
                    AskedBy = context.Run.Subject.Key == "case" ? asker : "anna@shop.example",
                },
            };
        };
        await engine.CatchAsync("case");
        await engine.RunDueAsync();
        return engine;
    }
}
