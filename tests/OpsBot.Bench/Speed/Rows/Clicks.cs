using System.Diagnostics;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Far;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>From a person's click to its answer, and to the card that says so. The Slack here answers ok at once, without limits.</summary>
internal static class Clicks
{
    private const string Group = "Click on a card, Slack without limits";
    private const int Pace = 50;
    private const int InFlight = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static async Task MeasureAsync(Bench bench)
    {
        await using var bot = await bench.WarmBotAsync(bench.Home("clicks"));
        await PacedAsync(bench, bot); // the first round warms up
        var all = await bench.RepeatAsync(() => PacedAsync(bench, bot));
        bench.Add(Group, "answered at 50/s, verdict on disk before: p50", "ms", all.Select(it => At(it.Acks, 50)));
        bench.Add(
            Group,
            "answered at 50/s, verdict on disk before: p99",
            "ms",
            all.Select(it => At(it.Acks, 99)),
            Bar.AtMost(11)
        );
        bench.Add(Group, "card updated at 50/s: p50", "ms", all.Select(it => At(it.Updates, 50)));
        bench.Add(Group, "card updated at 50/s: p95", "ms", all.Select(it => At(it.Updates, 95)), Bar.AtMost(2000));
        bench.Add(Group, "card updated at 50/s: p99", "ms", all.Select(it => At(it.Updates, 99)));
        var rates = await bench.RepeatAsync(() => SaturatedAsync(bench, bot));
        bench.Add(Group, "clicks answered a second, 64 in flight", "/s", rates, Bar.Above(1711));
    }

    private static double At(IReadOnlyList<double> values, double percent) => Numbers.Percentile(values, percent);

    private static async Task<(IReadOnlyList<double> Acks, IReadOnlyList<double> Updates)> PacedAsync(
        Bench bench,
        LiveBot bot
    )
    {
        var since = TimeProvider.System.GetUtcNow();
        var cards = await CardsAsync(bench, bot);
        using var client = new Client(bot.Home.Bot);
        await client.IsReadyAsync();
        var sent = await Sender.AtPaceAsync(client, Signed(cards), Pace);
        var acks = Acks.Accepted(sent);
        await UntilAsync(() => cards.All(card => card.UpdatedAt > 0), "not every card was updated", bot);
        await bot.ClosedAsync(cards.Count, since);
        var byQuestion = cards.ToDictionary(card => card.Question, StringComparer.Ordinal);
        return (acks, [.. sent.Select(it => Milliseconds(it.Due, byQuestion[it.Name].UpdatedAt))]);
    }

    private static async Task<double> SaturatedAsync(Bench bench, LiveBot bot)
    {
        var since = TimeProvider.System.GetUtcNow();
        var cards = await CardsAsync(bench, bot);
        using var client = new Client(bot.Home.Bot);
        var clicks = Signed(cards);
        var began = Stopwatch.GetTimestamp();
        await Sender.AllAsync(client, clicks, InFlight);
        var rate = clicks.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await bot.ClosedAsync(cards.Count, since);
        return rate;
    }

    /// <summary>Asks so many questions and waits until each is a card.</summary>
    private static async Task<IReadOnlyList<FarSlack.CardSeen>> CardsAsync(Bench bench, LiveBot bot)
    {
        bench.Far.Forget();
        bench.Far.Slack.Forget();
        var events = Events.New(Pace * bench.Options.PacedSeconds, BenchFacts.Asked);
        using var client = new Client(bot.Home.Bot);
        await Sender.AllAsync(client, events, InFlight);
        await UntilAsync(() => bench.Far.Slack.Count == events.Count, "not every card was posted", bot);
        var cards = bench.Far.Slack.Cards;
        return [.. cards];
    }

    private static IReadOnlyList<Signed> Signed(IEnumerable<FarSlack.CardSeen> cards)
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. cards.Select(card => Events.Click(card, now))];
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static async Task UntilAsync(Func<bool> holds, string or, LiveBot bot)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds() && await timer.WaitForNextTickAsync())
            if (bot.Process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException($"{or}\n{bot.Process.Said}");
    }
}
