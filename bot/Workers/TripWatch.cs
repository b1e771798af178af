namespace OpsBot.Bot.Workers;

/// <summary>Looks whether a loop's last hour is out of bounds, and trips it. Money is not looked at here: it is counted before it moves.</summary>
internal sealed class TripWatch(ITrips trips, ILoopStore store, LoopNews news)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The week before changes little from one look to the next, and is long to count.</summary>
    private readonly Dictionary<LoopName, (DateTimeOffset At, TripSignals Signals)> weeks = [];

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        var states = (await store.StatesAsync(cancel)).ToDictionary(state => state.Loop);
        foreach (var loop in news.Loops.All)
            if (loop.Trips is { DeadShare: > 0 } or { ClearedShareMoves: > 0 })
                await LookAsync(loop, states.GetValueOrDefault(loop.Name), cancel);
    }

    private async Task LookAsync(ILoop loop, LoopState? state, CancellationToken cancel)
    {
        if (state is { IsPaused: true })
            return;
        var now = news.Clock.GetUtcNow();
        var from = state?.CountedFrom is { } since && since > now - Hour ? since : now - Hour;
        var hour = await trips.SignalsAsync(loop.Name, from, now, cancel);
        if (hour.Caught == 0 && hour.Died == 0)
            return;
        if (TripRules.Why(hour, await WeekAsync(loop.Name, now, cancel), loop.Trips) is { } why)
            await trips.TripAsync(loop.Name, why, cancel);
    }

    private async Task<TripSignals> WeekAsync(LoopName loop, DateTimeOffset now, CancellationToken cancel)
    {
        if (weeks.TryGetValue(loop, out var known) && now - known.At < Hour)
            return known.Signals;
        var signals = await trips.SignalsAsync(loop, now - Hour - Week, now - Hour, cancel);
        weeks[loop] = (now, signals);
        return signals;
    }
}
