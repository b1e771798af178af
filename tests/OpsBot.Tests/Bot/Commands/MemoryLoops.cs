using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Commands;

/// <summary>Loops' states and runs, in memory.</summary>
internal sealed class MemoryLoops : ILoopStore
{
    internal Dictionary<LoopName, LoopState> States { get; } = [];

    internal Dictionary<LoopName, LoopCounts> Counts { get; } = [];

    internal List<Escalation> Open { get; } = [];

    internal List<Run> Runs { get; } = [];

    internal List<TimelineEntry> Story { get; } = [];

    internal DateTimeOffset? CountedSince { get; private set; }

    public Task<IReadOnlyList<LoopState>> StatesAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<LoopState>>([.. States.Values]);

    public Task PauseAsync(LoopState state, CancellationToken cancel)
    {
        States[state.Loop] = state with { Tripped = States.GetValueOrDefault(state.Loop)?.Tripped };
        return Task.CompletedTask;
    }

    public Task<Resumed?> ResumeAsync(LoopName loop, string by, int perSecond, CancellationToken cancel)
    {
        if (!States.TryGetValue(loop, out var state) || !state.IsPaused)
            return Task.FromResult<Resumed?>(null);
        States[loop] = state with { IsPaused = false, Tripped = null };
        var parked = Counts.GetValueOrDefault(loop)?.Parked ?? 0;
        return Task.FromResult<Resumed?>(new Resumed(loop, parked, TimeSpan.FromSeconds((double)parked / perSecond)));
    }

    public Task<IReadOnlyList<Resumed>> EndPausesAsync(Func<LoopName, int> perSecond, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Resumed>>([]);

    public Task<LoopCounts> CountAsync(LoopName loop, DateTimeOffset since, CancellationToken cancel)
    {
        CountedSince = since;
        return Task.FromResult(Counts.GetValueOrDefault(loop) ?? new LoopCounts());
    }

    public Task<IReadOnlyList<Escalation>> OpenAsync(int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Escalation>>([.. Open.Take(most)]);

    public Task<IReadOnlyList<Escalation>> StuckAsync(LoopName loop, int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Escalation>>([
            .. Open.Where(asked => asked.Kind is EscalationKind.Trouble && asked.Loop == loop).Take(most),
        ]);

    public Task<IReadOnlyList<Run>> FindRunsAsync(string idOrName, int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Run>>([
            .. Runs.Where(run => run.Id.Value == idOrName || run.Subject.Name == idOrName).Take(most),
        ]);

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RunId run, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<TimelineEntry>>(Story);
}
