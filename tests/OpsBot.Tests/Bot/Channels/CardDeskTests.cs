using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels;

public sealed class CardDeskTests
{
    private const string Here = "slack:C0OPS";
    private readonly FakeTimeProvider clock = new(Asked.At);
    private readonly MemoryCards cards = new();
    private readonly PaperChannel slack = new("slack");
    private readonly PaperChannel teams = new("teams");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private CardDesk Desk => new(cards, [slack, teams], new CardOptions(), clock, NullLogger<CardDesk>.Instance);

    [Fact]
    public async Task A_new_card_is_posted_and_a_newer_state_of_it_shown_in_the_same_message()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), Here);
        (await Desk.WorkOnceAsync(Stop)).ShouldBe(1);
        cards.Add(Asked.Subject(Asked.Approved, Stage.Answered), Here, cards.Shown[(Asked.Id, Here)]);
        await Desk.WorkOnceAsync(Stop);
        slack.Messages.ShouldHaveSingleItem().Value.State.ShouldBe(CardState.Acting);
        cards.Due.ShouldBeEmpty();
        (await Desk.WorkOnceAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_process_that_dies_between_posting_and_storing_finds_the_card_again()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), Here);
        cards.DiesBeforeShown = true;
        await Should.ThrowAsync<OperationCanceledException>(() => Desk.WorkOnceAsync(Stop));
        cards.DiesBeforeShown = false;
        await Desk.WorkOnceAsync(Stop);
        slack.Posts.ShouldBe(1);
        cards.Shown[(Asked.Id, Here)].ShouldBe("C0OPS:1");
    }

    [Fact]
    public async Task A_card_that_another_process_has_taken_over_is_not_posted()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), Here);
        cards.Lost = true;
        await Desk.WorkOnceAsync(Stop);
        slack.Posts.ShouldBe(0);
        cards.Shown.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_looked_up_and_not_repeated()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), Here);
        slack.Loses = Failure(FailureKind.Uncertain);
        await Desk.WorkOnceAsync(Stop);
        slack.Loses = null;
        await Desk.WorkOnceAsync(Stop);
        slack.Posts.ShouldBe(1);
        cards.Shown.ShouldContainKey((Asked.Id, Here));
    }

    [Fact]
    public async Task A_chat_that_fails_is_tried_later_and_holds_up_no_other()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), Here);
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), "teams:19:abc");
        slack.Refuses = Failure(FailureKind.Safe, TimeSpan.FromSeconds(40));
        await Desk.WorkOnceAsync(Stop);
        teams.Messages.ShouldHaveSingleItem().Key.ShouldBe("19:abc:1");
        var (job, until, why) = cards.Postponed.ShouldHaveSingleItem();
        job.Channel.ShouldBe(Here);
        until.ShouldBe(Asked.At.AddSeconds(40));
        why.ShouldBe("slack: no");
    }

    [Fact]
    public async Task A_chat_that_nobody_configured_is_named()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), "irc:#ops");
        await Desk.WorkOnceAsync(Stop);
        cards.Postponed.ShouldHaveSingleItem().Why.ShouldStartWith("no chat 'irc' is configured");
    }

    [Fact]
    public async Task News_of_posted_cards_come_before_new_cards_which_get_their_turns()
    {
        slack.Messages["C0OPS:0"] = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Asked.At);
        foreach (var number in Enumerable.Range(1, 3))
            cards.Add(Asked.Subject(Asked.Open with { Id = new EscalationId($"ask{number}") }, Stage.Asking), Here);
        cards.Add(Asked.Subject(Asked.Approved, Stage.Answered), Here, "C0OPS:0");
        await Desk.WorkOnceAsync(Stop);
        slack.Messages["C0OPS:0"].State.ShouldBe(CardState.Acting);
        slack.Posts.ShouldBe(1);
        cards
            .Postponed.Select(one => one.Until - Asked.At)
            .ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public async Task A_card_that_somebody_removed_is_posted_again_only_while_it_asks()
    {
        cards.Add(Asked.Subject(Asked.Open, Stage.Asking), Here, "C0OPS:gone");
        await Desk.WorkOnceAsync(Stop);
        slack.Posts.ShouldBe(1);
        cards.Add(Asked.Subject(Asked.Approved, Stage.Closed), Here, "C0OPS:gone");
        await Desk.WorkOnceAsync(Stop);
        slack.Posts.ShouldBe(1);
        cards.Due.ShouldBeEmpty();
    }

    [Fact]
    public void Waits_grow_but_never_past_half_a_minute()
    {
        var job = new CardJob(Asked.Id, Here, 1, null, false, 0);
        double After(int attempt) =>
            (
                CardBackoff.Next(job with { Attempt = attempt }, Failure(FailureKind.Safe), Asked.At) - Asked.At
            ).TotalSeconds;
        After(0).ShouldBe(1);
        After(3).ShouldBe(8);
        After(50).ShouldBe(30);
    }

    private static OutsideException Failure(FailureKind kind, TimeSpan? retryAfter = null) =>
        new(kind, "slack", "no") { RetryAfter = retryAfter };
}
