using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Http;
using OpsBot.Bot.Workers;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Bot.Commands;
using OpsBot.Tests.Bot.Http;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Workers;

public sealed class OutageWorkerTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly PaperChannel slack = new("slack");
    private readonly FarSystem far;
    private readonly OutageWorker worker;

    public OutageWorkerTests()
    {
        far = new FarSystem(clock);
        worker = Worker("slack:C0OPS");
    }

    public void Dispose()
    {
        worker.Dispose();
        far.Dispose();
    }

    [Fact]
    public async Task A_channel_hears_once_that_a_system_is_down_and_once_that_it_answers()
    {
        await GoDownAsync();
        await TellAsync();
        await TellAsync();
        slack
            .Notices.ShouldHaveSingleItem()
            .Text.ShouldBe(
                "far is down since 09:00: it answered 500. What needs it waits and goes on by itself once it answers; nothing is lost."
            );

        clock.Advance(TimeSpan.FromMinutes(2));
        await ComeBackAsync();
        await TellAsync();
        await TellAsync();
        slack.Notices.Count.ShouldBe(2);
        slack
            .Notices[1]
            .Text.ShouldBe("far answers again since 09:02; it was down since 09:00. What waited for it goes on.");
    }

    [Fact]
    public async Task A_system_that_flaps_is_told_of_at_most_once_in_five_minutes_with_a_count()
    {
        for (var turn = 0; turn < 60; turn++)
        {
            await GoDownAsync();
            await TellAsync();
            clock.Advance(Breaker.FirstBreak);
            await ComeBackAsync();
            await TellAsync();
        }

        // A quarter of an hour: down and back at once, then each five minutes once.
        slack.Notices.Count.ShouldBeLessThanOrEqualTo(6);
        slack.Notices[2].Text.ShouldEndWith("It went down 19 times since that was last said.");
    }

    [Fact]
    public async Task What_the_chat_did_not_take_is_said_later()
    {
        slack.Refuses = new OutsideException(FailureKind.Safe, "slack", "cannot be reached");
        await GoDownAsync();
        await TellAsync();
        slack.Notices.ShouldBeEmpty();

        slack.Refuses = null;
        await TellAsync();
        slack.Notices.ShouldBeEmpty("not before a minute is over");
        clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync();
        slack.Notices.ShouldHaveSingleItem().Text.ShouldStartWith("far is down since 09:00");
    }

    [Fact]
    public async Task What_one_channel_did_not_take_is_not_said_again_to_the_others()
    {
        slack.TakesOnly = "C0OPS";
        using var several = Worker("slack:C0OPS", "slack:C0GONE");
        await GoDownAsync();
        for (var look = 0; look < 20; look++)
        {
            await several.TellAsync(TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        slack.Notices.ShouldHaveSingleItem();
    }

    private OutageWorker Worker(params string[] channels)
    {
        var loops = new LoopList(
            [new PaperLoop("returns", channels), new PaperLoop("inventory", channels)],
            new NoPauses()
        );
        return new OutageWorker(
            far.Breakers,
            loops,
            new LoopNotices(loops, [slack]),
            new ShopTimes(new ShopCalendar(TimeZoneInfo.Utc), clock),
            NullLogger<OutageWorker>.Instance
        );
    }

    private Task TellAsync() => worker.TellAsync(TestContext.Current.CancellationToken);

    private async Task GoDownAsync()
    {
        far.Answers = HttpStatusCode.InternalServerError;
        while (far.Breakers.Outages.Count == 0)
            await far.FailAsync();
    }

    private async Task ComeBackAsync()
    {
        far.Answers = HttpStatusCode.OK;
        await far.CallAsync();
    }
}
