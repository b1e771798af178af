using System.Collections.Concurrent;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack.Home;

/// <summary>
/// Keeps the home tabs of those who look at theirs true: drawn again every few seconds, sent only where it changed. Slack
/// allows about a hundred a minute (tier 4 of docs.slack.dev/apis/web-api/rate-limits).
/// </summary>
internal sealed partial class SlackHomes(
    IOverview overview,
    SlackClient client,
    Roles roles,
    TimeProvider clock,
    ILogger<SlackHomes> log
) : BackgroundService
{
    /// <summary>However much happens, a tab is not sent more often.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Whoever opened their tab this long ago looks at something else by now; opening it again draws it again.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Watcher> watchers = new(StringComparer.Ordinal);

    /// <summary>Somebody opened their tab.</summary>
    /// <exception cref="OutsideException">It could not be shown.</exception>
    internal async Task OpenAsync(string user, Person person, CancellationToken cancel)
    {
        var watcher = new Watcher(person, clock.GetTimestamp());
        watchers[user] = watcher;
        await ShowAsync(user, watcher, await overview.ReadAsync(cancel), cancel);
    }

    /// <summary>Something changed by this person's own hand: they see it at once. Where that fails the next turn shows it.</summary>
    internal async Task RefreshAsync(string user, CancellationToken cancel)
    {
        if (watchers.TryGetValue(user, out var watcher))
            await TryShowAsync(user, watcher, await overview.ReadAsync(cancel), cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // However many look: no more than one a second, which is what Slack takes.
            await Task.Delay(Longer(Every, TimeSpan.FromSeconds(watchers.Count)), clock, stoppingToken);
            await RefreshAllAsync(stoppingToken);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task RefreshAllAsync(CancellationToken cancel)
    {
        foreach (var (user, _) in watchers.Where(pair => clock.GetElapsedTime(pair.Value.OpenedAt) > Watched).ToList())
            watchers.TryRemove(user, out _);
        if (watchers.IsEmpty)
            return;
        try
        {
            var seen = await overview.ReadAsync(cancel);
            foreach (var (user, watcher) in watchers)
                await TryShowAsync(user, watcher, seen, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next turn comes soon, and opening the tab draws it too.
            Log.NotShown(log, fault);
        }
    }

    /// <summary>One tab that cannot be shown keeps no other from being shown.</summary>
    private async Task TryShowAsync(string user, Watcher watcher, Overview seen, CancellationToken cancel)
    {
        try
        {
            await ShowAsync(user, watcher, seen, cancel);
        }
        catch (OutsideException failure)
        {
            if (failure.Kind is FailureKind.Broken)
                watchers.TryRemove(user, out _);
            Log.NotShown(log, failure);
        }
    }

    private async Task ShowAsync(string user, Watcher watcher, Overview seen, CancellationToken cancel)
    {
        var view = new SlackHomeView(seen, watcher.Person, roles, clock.GetUtcNow()).Draw();
        var drawn = SlackJson.Write(view);
        if (drawn == watcher.Shown)
            return;
        await client.PublishHomeAsync(user, view, cancel);
        watcher.Shown = drawn;
    }

    private sealed class Watcher(Person person, long openedAt)
    {
        internal Person Person => person;

        internal long OpenedAt => openedAt;

        internal string? Shown { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A home tab could not be shown; it is drawn again soon")]
        internal static partial void NotShown(ILogger log, Exception fault);
    }
}
