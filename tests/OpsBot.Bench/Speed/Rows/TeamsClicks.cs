using System.Diagnostics;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Far;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>
/// A loop in both chats: from a person's click in Teams to its answer, and to both cards that say so. Neither chat has limits here.
/// </summary>
internal static class TeamsClicks
{
    private const string Group = "Click on a card in Teams, shown in both chats, neither with limits";
    private const int Pace = 50;
    private const int InFlight = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static async Task MeasureAsync(Bench bench)
    {
        await using var bot = await bench.WarmBotAsync(bench.Home("teams") with { IsInTeams = true });
        using var client = new Client(bot.Home.Bot);
        var now = TimeProvider.System.GetUtcNow();
        if (!await client.PostAsync(TeamsEvents.Added(bench.Far.Teams, now)))
            throw new InvalidOperationException("the bot does not believe Teams\n" + bot.Process.Said);
        await OnceAsync(bench, bot, client); // the first round warms up
        var all = await bench.RepeatAsync(() => OnceAsync(bench, bot, client));
        bench.Add(Group, "answered at 50/s, verdict on disk before: p50", "ms", all.Select(it => At(it.Answers, 50)));
        bench.Add(
            Group,
            "answered at 50/s, verdict on disk before: p99",
            "ms",
            all.Select(it => At(it.Answers, 99)),
            Bar.AtMost(100)
        );
        bench.Add(Group, "both cards updated at 50/s: p50", "ms", all.Select(it => At(it.Updates, 50)));
        bench.Add(
            Group,
            "both cards updated at 50/s: p95",
            "ms",
            all.Select(it => At(it.Updates, 95)),
            Bar.AtMost(2000)
        );
        bench.Add(Group, "both cards updated at 50/s: p99", "ms", all.Select(it => At(it.Updates, 99)));
    }

    private static double At(IReadOnlyList<double> values, double percent) => Numbers.Percentile(values, percent);

    private static async Task<(IReadOnlyList<double> Answers, IReadOnlyList<double> Updates)> OnceAsync(
        Bench bench,
        LiveBot bot,
        Client client
    )
    {
        var since = TimeProvider.System.GetUtcNow();
        var (slack, teams) = await CardsAsync(bench, bot, client);
        var clicks = TeamsEvents.Clicks(bench.Far.Teams, teams.Values, TimeProvider.System.GetUtcNow());
        var sent = await Sender.AtPaceAsync(client, clicks, Pace);
        var answers = Acks.Accepted(sent);
        await UntilAsync(
            () => slack.Values.All(card => card.UpdatedAt > 0) && teams.Values.All(card => card.UpdatedAt > 0),
            "not every card was updated in both chats",
            bot
        );
        await bot.ClosedAsync(teams.Count, since);
        return (
            answers,
            [
                .. sent.Select(it =>
                    Stopwatch
                        .GetElapsedTime(it.Due, Math.Max(slack[it.Name].UpdatedAt, teams[it.Name].UpdatedAt))
                        .TotalMilliseconds
                ),
            ]
        );
    }

    /// <summary>Asks so many questions and waits until each is a card in both chats.</summary>
    private static async Task<(
        Dictionary<string, FarSlack.CardSeen> Slack,
        Dictionary<string, FarTeams.CardSeen> Teams
    )> CardsAsync(Bench bench, LiveBot bot, Client client)
    {
        bench.Far.Forget();
        bench.Far.Slack.Forget();
        bench.Far.Teams.Forget();
        var events = Events.New(Pace * bench.Options.PacedSeconds, BenchFacts.Asked);
        await Sender.AllAsync(client, events, InFlight);
        await UntilAsync(
            () => bench.Far.Slack.Count == events.Count && bench.Far.Teams.Count == events.Count,
            "not every card was posted in both chats",
            bot
        );
        return (
            bench.Far.Slack.Cards.ToDictionary(card => card.Question, StringComparer.Ordinal),
            bench.Far.Teams.Cards.ToDictionary(card => card.Question, StringComparer.Ordinal)
        );
    }

    private static async Task UntilAsync(Func<bool> holds, string or, LiveBot bot)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds() && await timer.WaitForNextTickAsync())
            if (bot.Process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException($"{or}\n{bot.Process.Said}");
    }
}
