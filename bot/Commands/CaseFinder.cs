namespace OpsBot.Bot.Commands;

/// <summary>Finds the open question that somebody means who names a case: by its run's name or id, or by its own id.</summary>
internal sealed class CaseFinder(ILoopStore store, IEscalationStore questions)
{
    private const int MostRuns = 20;

    /// <summary>Names have spaces, too.</summary>
    private const int MostNameWords = 3;

    /// <summary>The case that the first words name, and the words behind it.</summary>
    internal async Task<FoundCase> FindAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        for (var count = 1; count <= Math.Min(MostNameWords, words.Count); count++)
        {
            var name = string.Join(' ', words.Take(count));
            if (await NamedAsync(name, cancel) is { } found)
                return found is FoundCase.One one ? one with { Rest = [.. words.Skip(count)] } : found;
        }

        return new FoundCase.Not($"There is no case {words[0]}.");
    }

    /// <summary>Runs of that id or name, newest first. People leave the # away.</summary>
    internal static async Task<IReadOnlyList<Run>> RunsAsync(
        ILoopStore store,
        string idOrName,
        int most,
        CancellationToken cancel
    )
    {
        var found = await store.FindRunsAsync(idOrName, most, cancel);
        return found.Count > 0 || idOrName.StartsWith('#')
            ? found
            : await store.FindRunsAsync("#" + idOrName, most, cancel);
    }

    private async Task<FoundCase?> NamedAsync(string name, CancellationToken cancel)
    {
        var runs = await RunsAsync(store, name, MostRuns, cancel);
        if (runs.Count == 0)
            return await ByItsOwnIdAsync(name, cancel);
        var open = new List<FoundCase.One>();
        Escalation? settled = null;
        foreach (var run in runs)
        {
            if (run.Escalation is not { } id || await questions.FindAsync(id, cancel) is not { } asked)
                continue;
            if (asked.IsOpen)
                open.Add(new FoundCase.One(asked, run));
            else
                settled ??= asked;
        }

        return open switch
        {
            [var one] => one,
            [] => new FoundCase.Not($"{runs[0].Subject.Name}: nothing waits for an answer.") { Settled = settled },
            _ => new FoundCase.Not(
                $"{name} may be one of {open.Count}. Name it by its id: "
                    + string.Join(", ", open.Select(one => $"{one.Run.Id} ({one.Run.Loop})"))
            ),
        };
    }

    private async Task<FoundCase?> ByItsOwnIdAsync(string name, CancellationToken cancel)
    {
        if (await questions.FindAsync(new EscalationId(name.ToLowerInvariant()), cancel) is not { } asked)
            return null;
        if (await store.FindRunsAsync(asked.Run.Value, 1, cancel) is not [var run])
            return null;
        return asked.IsOpen
            ? new FoundCase.One(asked, run)
            : new FoundCase.Not($"{run.Subject.Name}: nothing waits for an answer.") { Settled = asked };
    }
}
