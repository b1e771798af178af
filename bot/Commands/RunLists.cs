using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>Lists runs, finds some, and says why one was decided as it was.</summary>
internal sealed class RunLists(
    IRunSearch search,
    ILoopStore store,
    IEscalationStore questions,
    LoopList loops,
    ShopTimes times
)
{
    private const int MostLines = 20;

    /// <summary>However long the history is, a look takes no longer than this.</summary>
    private const int MostSearched = 10_000;

    internal async Task<CommandReply> ListAsync(Command.Runs asked, CancellationToken cancel)
    {
        var runs = asked.Which switch
        {
            "asking" => await search.InStageAsync(asked.Loop, Stage.Asking, MostLines + 1, cancel),
            "failed" => await FailedAsync(asked.Loop, cancel),
            "today" => (await search.NewestAsync(asked.Loop, MostSearched, cancel))
                .TakeWhile(run => run.CreatedAt >= times.StartOfDay)
                .ToList(),
            _ => await search.NewestAsync(asked.Loop, MostLines + 1, cancel),
        };
        var which = asked.Which is { } word ? $" {word}" : ", the newest";
        return Listed(
            runs,
            $"Runs of {asked.Loop}{which}",
            $"{asked.Loop}: no runs{(asked.Which is null ? "" : which)}."
        );
    }

    /// <summary>Those that wait for people after trouble, then those that were handed over.</summary>
    private async Task<IReadOnlyList<RunBrief>> FailedAsync(LoopName loop, CancellationToken cancel)
    {
        var dead = await search.InStageAsync(loop, Stage.Dead, MostLines + 1, cancel);
        var over = await search.NewestAsync(loop, MostSearched, cancel);
        return [.. dead, .. over.Where(run => run.Outcome is Outcome.Dead)];
    }

    internal async Task<CommandReply> FindAsync(FindWords words, CancellationToken cancel)
    {
        var named = words is { Words.Count: > 0, Bounds.Count: 0 }
            ? await CaseFinder.RunsAsync(store, words.Typed, MostLines, cancel)
            : [];
        var newest = await search.NewestAsync(loop: null, MostSearched, cancel);
        var known = named.Select(run => run.Id).ToHashSet();
        List<RunBrief> found =
        [
            .. named.Select(Brief),
            .. newest.Where(run => words.Fit(run) && !known.Contains(run.Id)),
        ];
        var reply = Listed(found, $"Runs that fit {words.Typed}", $"No run fits {words.Typed}.");
        return newest.Count < MostSearched
            ? reply
            : reply with
            {
                Lines =
                [
                    .. reply.Lines,
                    new Line(
                        $"Only the newest {MostSearched.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} runs were searched; a whole name is found in all."
                    ),
                ],
            };
    }

    /// <summary>The clause that decided, in the words of the rules, and what was missing for another.</summary>
    internal async Task<CommandReply> WhyAsync(string idOrName, CancellationToken cancel)
    {
        if (await CaseFinder.RunsAsync(store, idOrName, 1, cancel) is not [var run, ..])
            return new CommandReply($"There is no run {idOrName}.");
        if (run.Rule is not { } rule)
            return new CommandReply($"{run.Subject.Name} is not decided yet.");
        var lines = new List<Line> { new(run.Because ?? "") };
        if (loops.Find(run.Loop)?.Explain().FirstOrDefault(line => IsAbout(line, rule)) is { } clause)
            lines.Add(new Line(clause));
        if (run.Escalation is { } id && await questions.FindAsync(id, cancel) is { } asked)
            lines.Add(new Line($"{(asked.IsOpen ? "Asked" : "People were asked")}: {asked.Question.Why}"));
        return new CommandReply(
            $"{run.Subject.Name} · {run.Loop} · rule {rule}",
            [.. lines.Where(line => line.Text.Length > 0).DistinctBy(line => line.Text)]
        );
    }

    private static bool IsAbout(string clause, string rule) =>
        clause.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries).Contains(rule, StringComparer.Ordinal);

    private CommandReply Listed(IReadOnlyList<RunBrief> runs, string title, string none)
    {
        if (runs.Count == 0)
            return new CommandReply(none);
        var lines = runs.Take(MostLines).Select(Describe).ToList();
        if (runs.Count > MostLines)
            lines.Add(new Line("and more; these come first"));
        return new CommandReply(title, lines);
    }

    private Line Describe(RunBrief run)
    {
        var stands = run.Stage is Stage.Closed ? run.Outcome.ToString() : run.Stage.ToString();
        var amount = run.Amount is { } money ? $" · {money}" : "";
        var rule = run.Rule is null ? "" : $" · {run.Rule}";
        var trouble = run.Trouble is null ? "" : $" · {run.Trouble}";
        return new Line(
            $"{run.Name} · {run.Loop} · {stands.ToLowerInvariant()}{amount}{rule} · begun {times.At(run.CreatedAt)}{trouble}"
        );
    }

    private static RunBrief Brief(Run run) =>
        new(run.Id, run.Loop, run.Subject.Name, run.Stage, run.Outcome, run.CreatedAt)
        {
            About = run.About,
            Party = run.Party,
            Rule = run.Rule,
            Amount = run.Amount,
            Trouble = run.Trouble,
        };
}
