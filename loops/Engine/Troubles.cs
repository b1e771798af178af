namespace OpsBot.Loops.Engine;

/// <summary>What happens when a step fails: it is tried again later, or the run is dead and people are asked, once.</summary>
public sealed class Troubles(IRunStore store, LoopList loops, Backoff backoff, TimeProvider clock)
{
    private static readonly TimeSpan LookAgainWhileAsking = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(4);

    /// <summary>A call to the outside failed.</summary>
    /// <param name="run">The run as it was last stored.</param>
    /// <param name="failure">What is known.</param>
    /// <param name="journal">What that says of the present effect.</param>
    /// <param name="cancel">Stops the store.</param>
    public async Task FailedAsync(
        Run run,
        OutsideException failure,
        IReadOnlyList<JournalEntry> journal,
        CancellationToken cancel
    )
    {
        if (failure.HitsEverybody)
        {
            await PostponeAsync(run, failure, journal, cancel);
            return;
        }

        var now = clock.GetUtcNow();
        var failed = run with
        {
            Attempt = run.Attempt + 1,
            FailingSince = run.FailingSince ?? now,
            Trouble = failure.Message,
        };
        var again = backoff.Next(failed, failure, now);
        if (again is null && run.Stage is not Stage.Asking)
        {
            await DiedAsync(run, failure.Message, journal, cancel);
            return;
        }

        var isFirst = run.Attempt == 0;
        var change = new RunChange(run, failed with { DueAt = again ?? now + LookAgainWhileAsking })
        {
            Journal = journal,
            Timeline = isFirst ? [new TimelineEntry(now, $"{failure.Message}; will be tried again")] : [],
        };
        await store.CommitAsync(change, cancel);
    }

    /// <summary>
    /// Neither a try nor any of the run's patience is used up: it is not the run that fails. Nor is the time counted in which it
    /// was due and nobody got to it.
    /// </summary>
    private async Task PostponeAsync(
        Run run,
        OutsideException failure,
        IReadOnlyList<JournalEntry> journal,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var again = backoff.Postponed(failure, now);
        var after = run with { FailingSince = again - Used(run, now), Trouble = failure.Message, DueAt = again };
        var isNews = run.Trouble is null;
        var change = new RunChange(run, after)
        {
            Journal = journal,
            Timeline = isNews ? [new TimelineEntry(now, $"{failure.Message}; the run waits for it")] : [],
        };
        await store.CommitAsync(change, cancel);
    }

    private static TimeSpan? Used(Run run, DateTimeOffset now) =>
        (run.DueAt < now ? run.DueAt.Value : now) - run.FailingSince is { } used && used > TimeSpan.Zero ? used
        : run.FailingSince is null ? null
        : TimeSpan.Zero;

    /// <summary>The run cannot go on by itself. Its open question, where it has one, stays open instead.</summary>
    /// <param name="run">The run as it was last stored.</param>
    /// <param name="why">What failed, for people.</param>
    /// <param name="journal">What that says of the present effect.</param>
    /// <param name="cancel">Stops the store.</param>
    public async Task DiedAsync(Run run, string why, IReadOnlyList<JournalEntry> journal, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var line = new TimelineEntry(now, run.Stage is Stage.Asking ? why : $"Stopped, a person must look: {why}");
        if (run.Stage is Stage.Asking)
        {
            var later = run with { DueAt = now + LookAgainWhileAsking, Trouble = why };
            await store.CommitAsync(new RunChange(run, later) { Timeline = [line] }, cancel);
            return;
        }

        var escalation = Ask(run, why, CanStartOver(run, journal), now);
        escalation = escalation with
        {
            Question = escalation.Question with { AskedBy = await AskedByAsync(run, cancel), Began = run.CreatedAt },
        };
        var dead = run with { Stage = Stage.Dead, DueAt = null, Trouble = why, Escalation = escalation.Id };
        var change = new RunChange(run, dead)
        {
            Journal = journal,
            Opened = escalation,
            Timeline = [line],
        };
        await store.CommitAsync(change, cancel);
    }

    /// <summary>
    /// Whoever may not decide it may not say either how it goes on: started over, left out or handed over it is decided as well.
    /// Where what was asked cannot be read nothing of it can be carried out, and people must hear of it all the same.
    /// </summary>
    private async Task<string?> AskedByAsync(Run run, CancellationToken cancel)
    {
        if (run.Escalation is null)
            return null;
        try
        {
            var memory = await store.RememberAsync(run.Id, cancel);
            return memory.Escalations.LastOrDefault(asked => asked.Kind is EscalationKind.Decision)?.Question.AskedBy;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private Escalation Ask(Run run, string why, bool canStartOver, DateTimeOffset now)
    {
        var loop = loops.Of(run);
        return new Escalation
        {
            Id = EscalationId.New(now),
            Run = run.Id,
            Loop = run.Loop,
            Kind = EscalationKind.Trouble,
            Channels = loop.Channels,
            OpenedAt = now,
            Question = new Question($"Stuck: {run.Subject.Name}", why)
            {
                Fields =
                [
                    new Field("Stopped at", StoppedAt(run)),
                    new Field("Meanwhile", Meanwhile(run)),
                    new Field(
                        "Tries",
                        Math.Max(1, run.Attempt + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
                    ),
                ],
                Amount = run.Amount,
                MayAnswer = loop.Approvers,
                Deadline = now + AnswerWithin,
                Choices = Choices(run, canStartOver),
            },
        };
    }

    /// <summary>
    /// Only where nothing of the present step can have happened, and where something is decided that could be decided anew.
    /// </summary>
    private static bool CanStartOver(Run run, IReadOnlyList<JournalEntry> journal) =>
        run.Effect is null
            ? run is { Stage: Stage.Answered, Unreadable: null }
            : journal.Any(entry => entry.Key == run.Key && entry.State is EffectState.NotDone or EffectState.Refused);

    private static IReadOnlyList<Choice> Choices(Run run, bool canStartOver)
    {
        var retry = new Choice(TroubleChoice.Retry, "Retry", Verdict.Approved, Plan.Nothing);
        var handOver = new Choice(
            TroubleChoice.HandOver,
            "Hand over: I finish it by hand",
            Verdict.Denied,
            Plan.Nothing
        );
        var skip = new Choice(TroubleChoice.Skip, "Skip this step", Verdict.Approved, Plan.Nothing)
        {
            NeedsReason = true,
        };
        var startOver = new Choice(TroubleChoice.StartOver, "Start over: decide anew", Verdict.Approved, Plan.Nothing);
        return
        [
            retry,
            .. canStartOver ? [startOver] : Array.Empty<Choice>(),
            .. run.Effect is { CanBeLeftOut: true } ? [skip] : Array.Empty<Choice>(),
            handOver,
        ];
    }

    private static string StoppedAt(Run run) =>
        run.Unreadable is null ? run.Effect?.Preview ?? "gathering the facts" : "a step this version does not know";

    private static string Meanwhile(Run run)
    {
        if (run.Unreadable is not null)
            return "What was done of the plan is in the run's story";
        var done = run.Plan?.Effects.Take(run.Step).Select(effect => effect.Preview).ToList() ?? [];
        return done.Count == 0 ? "Nothing of the plan was done" : "Done so far: " + string.Join("; ", done);
    }
}

/// <summary>The answers to a dead run.</summary>
public static class TroubleChoice
{
    /// <summary>Try the same step again.</summary>
    public const string Retry = "retry";

    /// <summary>Put the rest of the plan aside, gather and decide anew.</summary>
    public const string StartOver = "start-over";

    /// <summary>Go on without it.</summary>
    public const string Skip = "skip";

    /// <summary>End the run; a person finishes it.</summary>
    public const string HandOver = "hand-over";
}
