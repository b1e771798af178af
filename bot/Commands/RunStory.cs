using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>Tells the story of a run.</summary>
internal sealed class RunStory(ILoopStore store, ShopTimes times)
{
    private const int MostRuns = 5;
    private const int MostLines = 40;

    /// <summary>The newest run of that id or name, from its beginning to now.</summary>
    internal async Task<CommandReply> TellAsync(string idOrName, CancellationToken cancel)
    {
        var runs = await CaseFinder.RunsAsync(store, idOrName, MostRuns, cancel);
        if (runs.Count == 0)
            return new CommandReply($"There is no run {idOrName}.");
        var run = runs[0];
        var story = await store.TimelineAsync(run.Id, cancel);
        var lines = story.TakeLast(MostLines).Select(entry => new Line(entry.Text, entry.By) { At = entry.At });
        return new CommandReply(
            $"{run.Subject.Name} · {run.Loop} · {Standing(run)}",
            [new Line($"Run {run.Id}{(run.Amount is { } amount ? $" · {amount}" : "")}"), .. lines, .. Others(runs)]
        );
    }

    private string Standing(Run run) =>
        run.Stage switch
        {
            Stage.Caught => "to be decided",
            Stage.Waiting => $"waiting: {run.Because}",
            Stage.Asking => "waiting for people",
            Stage.Answered => "answered, about to be carried out",
            Stage.Acting or Stage.Confirming when run.Trouble is { } trouble => $"failing, tried again: {trouble}",
            Stage.Acting or Stage.Confirming => "being carried out",
            Stage.Dead => $"stopped, a person must look: {run.Trouble}",
            _ => $"{run.Outcome.ToString().ToLowerInvariant()}{(run.ClosedAt is { } at ? $" at {times.At(at)}" : "")}",
        };

    private IEnumerable<Line> Others(IReadOnlyList<Run> runs) =>
        runs.Skip(1).Select(run => new Line($"Earlier run {run.Id}, {Standing(run)}") { At = run.CreatedAt });
}
