using Microsoft.Data.Sqlite;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Store;

/// <summary>History of any size must not slow what is done while somebody waits: no statement walks a whole table.</summary>
public sealed class QueryPlanTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_statement_of_a_runs_life_walks_a_table()
    {
        await using var engine = await EngineFixture.StartAsync();
        await LiveAsync(engine);

        engine.Recorder.Statements.Count.ShouldBeGreaterThan(30);
        var walks = await WalksAsync(((TestStore.OnDisk)engine.Store).File, engine.Recorder.Statements);
        walks.ShouldBeEmpty(string.Join("\n\n", walks));
    }

    /// <summary>SQLite writes every column that is named into every index it is in: most of what a run wrote once.</summary>
    [Fact]
    public async Task A_step_between_two_effects_writes_no_index_but_those_of_when_it_is_due()
    {
        await using var engine = await EngineFixture.StartAsync();
        await LiveAsync(engine);

        var step = engine.Recorder.Statements.Single(it =>
            it.Key.Contains("\"StepsBefore\" = ", StringComparison.Ordinal)
        );
        var written = await IndexWritesAsync(((TestStore.OnDisk)engine.Store).File, step.Key, step.Value);
        written.ShouldBe(2);
    }

    [Fact]
    public async Task Nor_does_one_on_PostgreSQL()
    {
        await using var engine = await EngineFixture.StartAsync(TestStore.Kind.Postgres);
        await LiveAsync(engine);

        engine.Recorder.Statements.Count.ShouldBeGreaterThan(30);
        var walks = await PostgresPlans.WalksAsync((TestStore.OnServer)engine.Store, engine.Recorder.Statements);
        walks.ShouldBeEmpty(string.Join("\n\n", walks));
    }

    [Fact]
    public async Task A_statement_that_walks_on_PostgreSQL_would_be_found()
    {
        await using var engine = await EngineFixture.StartAsync(TestStore.Kind.Postgres);
        var walk = new Dictionary<string, IReadOnlyList<(string, object?)>>
        {
            ["""SELECT * FROM "Runs" WHERE "Because" = 'x'"""] = [],
        };
        (await PostgresPlans.WalksAsync((TestStore.OnServer)engine.Store, walk))
            .ShouldHaveSingleItem()
            .ShouldContain("Seq Scan");
    }

    [Fact]
    public async Task A_statement_that_walks_would_be_found()
    {
        await using var engine = await EngineFixture.StartAsync();
        var walk = new Dictionary<string, IReadOnlyList<(string, object?)>>
        {
            ["""SELECT * FROM "Runs" WHERE "Because" = 'x'"""] = [],
        };
        (await WalksAsync(((TestStore.OnDisk)engine.Store).File, walk))
            .ShouldHaveSingleItem()
            .ShouldContain("SCAN Runs");
    }

    [Fact]
    public async Task The_newest_runs_are_read_along_an_index_and_not_sorted()
    {
        await using var engine = await EngineFixture.StartAsync();
        var before = engine.Recorder.Statements.Keys.ToHashSet();
        await engine.Get<IRunSearch>().NewestAsync(EngineFixture.Loop, 20, Stop);
        await engine.Get<IRunSearch>().NewestAsync(null, 20, Stop);

        var looks = engine.Recorder.Statements.Where(it => !before.Contains(it.Key)).ToDictionary();
        looks.Keys.ShouldAllBe(sql => sql.Contains("LIMIT", StringComparison.Ordinal));
        var steps = await StepsAsync(((TestStore.OnDisk)engine.Store).File, looks, _ => true);
        steps
            .Select(step => step.Split('\n')[0])
            .ShouldBe(
                ["SEARCH r USING INDEX IX_Runs_Loop_CreatedAt (Loop=?)", "SCAN r USING INDEX sqlite_autoindex_Runs_1"],
                ignoreOrder: true
            );
    }

    /// <summary>A day may have a hundred thousand runs, and somebody waits for the status.</summary>
    [Fact]
    public async Task A_day_is_counted_by_indexes_alone()
    {
        await using var engine = await EngineFixture.StartAsync();
        var before = engine.Recorder.Statements.Keys.ToHashSet();
        await engine.Loops.CountAsync(EngineFixture.Loop, engine.Clock.GetUtcNow().AddDays(-1), Stop);

        var counts = engine.Recorder.Statements.Where(it => !before.Contains(it.Key)).ToDictionary();
        var steps = await StepsAsync(((TestStore.OnDisk)engine.Store).File, counts, IsOfADay);
        steps.Count.ShouldBe(2, string.Join("\n\n", steps));
        steps.ShouldAllBe(step => step.Contains("USING COVERING INDEX", StringComparison.Ordinal));

        static bool IsOfADay(string step) =>
            step.Contains("ClosedAt>?", StringComparison.Ordinal)
            || step.Contains("CreatedAt>?", StringComparison.Ordinal);
    }

    /// <summary>Groups sort after all questions: without an end all that there ever were would be read.</summary>
    [Fact]
    public async Task Cards_of_late_are_counted_without_the_groups_of_all_time()
    {
        await using var engine = await EngineFixture.StartAsync();
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.Cards.FoldAsync(1, TimeSpan.FromMinutes(5), Stop);

        var counts = engine
            .Recorder.Statements.Where(it => it.Key.Contains("\"EscalationId\" >= ", StringComparison.Ordinal))
            .ToDictionary();
        var steps = await StepsAsync(((TestStore.OnDisk)engine.Store).File, counts, _ => true);
        steps.ShouldContain(step => step.Contains("Id<?)", StringComparison.Ordinal));
    }

    /// <summary>Cleared, asked and answered, failed and retried, joined, paused, listed and told.</summary>
    private static async Task LiveAsync(EngineFixture engine)
    {
        await engine.CatchAsync("clear");
        await engine.CatchAsync("clear", starts: false);
        await engine.RunDueAsync();
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("asked", found: true);
        await engine.RunDueAsync();
        await ShowCardsAsync(engine);
        await engine.PassAsync(TimeSpan.FromHours(2));
        await engine.AnswerAsync("asked", "approve");
        await engine.RunDueAsync();
        await ShowCardsAsync(engine);
        await ThreadAndGroupAsync(engine);
        await engine.Runs.TallyAsync(EngineFixture.Loop, "shop", new DateOnly(2026, 11, 2), new RunId("x"), Stop);
        await engine.Runs.LetGoAsync([EngineFixture.Loop], new HashSet<RunId>(), Stop);
        await engine.Runs.PastRunsAsync(EngineFixture.Loop, "party", 5, Stop);
        await LookAsync(engine);
        await engine.Loops.PauseAsync(
            new LoopState(EngineFixture.Loop, IsPaused: true, "test:anna", engine.Clock.GetUtcNow()),
            Stop
        );
        await engine.Loops.StatesAsync(Stop);
        await engine.Loops.CountAsync(EngineFixture.Loop, engine.Clock.GetUtcNow().AddDays(-1), Stop);
        await engine.Loops.OpenAsync(20, Stop);
        await engine.Loops.StuckAsync(EngineFixture.Loop, 20, Stop);
        await engine.StoryOfAsync("asked");
        await SteerAsync(engine);
    }

    /// <summary>Taken on, asked about, answered and listed.</summary>
    private static async Task LookAsync(EngineFixture engine)
    {
        var anna = new Person("test:anna", "anna", IsOurs: true);
        await engine.CatchAsync("handled");
        await engine.RunDueAsync();
        var question = (await engine.QuestionOfAsync("handled")).Id;
        var (desk, cases, search) = (engine.Get<CaseDesk>(), engine.Get<ICaseStore>(), engine.Get<IRunSearch>());
        await desk.ClaimAsync(question, anna, Stop);
        await desk.NoteAsync(question, "note", anna, "key", Stop);
        await desk.AskAsync(question, null, "What?", anna, null, Stop);
        await desk.AnswerAsync(question, "That", anna, "other key", Stop);
        await cases.QueueAsync(QueueFilter.All, 20, Stop);
        await cases.QueueAsync(new QueueFilter { ClaimedBy = [anna.Id] }, 20, Stop);
        await cases.QueueAsync(new QueueFilter { Unclaimed = true, Overdue = true }, 20, Stop);
        await search.InStageAsync(EngineFixture.Loop, Stage.Asking, 20, Stop);
    }

    /// <summary>Paused, resumed, counted for a trip, tripped.</summary>
    private static async Task SteerAsync(EngineFixture engine)
    {
        await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 10, Stop);
        engine.Scripted.Trips = new TripLimits { RefundedPerHour = 10, RefundsAtLeast = 1 };
        engine.Scripted.Decides = _ => ScriptedLoop.Clear("5");
        await engine.CatchAsync("refunded");
        await engine.PassAsync(TimeSpan.FromMinutes(1));
        var now = engine.Clock.GetUtcNow();
        await engine.Trips.SignalsAsync(EngineFixture.Loop, now.AddHours(-1), now, Stop);
        await engine.Trips.TripAsync(EngineFixture.Loop, "why", Stop);
        await engine.Trips.ToldAsync(EngineFixture.Loop, isTold: true, Stop);
        await WatchAsync(engine);
    }

    private static async Task WatchAsync(EngineFixture engine)
    {
        await engine.CatchAsync("late");
        var by = engine.Clock.GetUtcNow().AddMinutes(1);
        var watch = engine.Get<WatchStore>();
        (await watch.NotTakenUpAsync(EngineFixture.Loop, by, Stop))!.Name.ShouldBe("late");
        await watch.NotActedAsync(EngineFixture.Loop, by, Stop);
        await watch.RaiseAsync(EngineFixture.Loop, "kind");
        await watch.ClearAsync(EngineFixture.Loop, "kind");
        var schedules = engine.Get<ScheduleStore>();
        await schedules.EnsureAsync("job", "hourly", engine.Clock.GetUtcNow());
        await schedules.DueAsync(Stop);
        await schedules.DoneAsync("job", (await schedules.ClaimAsync("job", Stop))!.Value, by);
    }

    /// <summary>Lines are said in a thread; cards alike are folded, shown, taken out again and told of.</summary>
    private static async Task ThreadAndGroupAsync(EngineFixture engine)
    {
        await engine.CatchAsync("one");
        await engine.CatchAsync("two");
        await engine.RunDueAsync();
        await engine.Cards.FoldAsync(1, TimeSpan.FromMinutes(5), Stop);
        engine.Clock.Advance(TimeSpan.FromSeconds(5));
        var job = (await engine.Cards.ClaimCardsAsync(10, TimeSpan.FromMinutes(1), [], Stop)).Single(job =>
            job.IsGroup
        );
        var group = (await engine.Cards.ReadGroupAsync(job.Escalation, Stop)).ShouldNotBeNull();
        await engine.Cards.ShownAsync(job, "group", null, Stop);
        var member = group.Members[0];
        var anna = new Person("test:anna", "anna", IsOurs: true);
        await engine.Get<CaseDesk>().AskAsync(member.Escalation.Id, null, "What?", anna, null, Stop);
        job = (await engine.Cards.ClaimCardsAsync(10, TimeSpan.FromMinutes(1), [], Stop)).Single();
        await engine.Cards.UntoldAsync(job, 10, Stop);
        await engine.Cards.TellingAsync(job, 1, Stop);
        await engine.Cards.ToldAsync(job, 1, null, Stop);
        await engine.Cards.RestAsync(member.Channel, engine.Clock.GetUtcNow().AddSeconds(1), "why", Stop);
    }

    private static async Task ShowCardsAsync(EngineFixture engine)
    {
        foreach (var job in await engine.Cards.ClaimCardsAsync(10, TimeSpan.FromMinutes(3), [], Stop))
        {
            await engine.Cards.ReadCardAsync(job.Escalation, Stop);
            await engine.Cards.PostingAsync(job, Stop);
            await engine.Cards.ShownAsync(job, "handle", null, Stop);
        }
    }

    private static Task<List<string>> WalksAsync(
        string file,
        IReadOnlyDictionary<string, IReadOnlyList<(string Name, object? Value)>> statements
    ) => StepsAsync(file, statements, Walks);

    private static async Task<List<string>> StepsAsync(
        string file,
        IReadOnlyDictionary<string, IReadOnlyList<(string Name, object? Value)>> statements,
        Func<string, bool> wanted
    )
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Stop);
        var walks = new List<string>();
        foreach (var (sql, parameters) in statements.Where(it => IsQuery(it.Key)))
        {
            await using var explain = connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
            foreach (var (name, value) in parameters)
                explain.Parameters.AddWithValue(name, value ?? DBNull.Value);
            await using var plan = await explain.ExecuteReaderAsync(Stop);
            while (await plan.ReadAsync(Stop))
                if (wanted(plan.GetString(3)))
                    walks.Add($"{plan.GetString(3)}\n{sql}");
        }

        return walks;
    }

    /// <summary>The program SQLite makes of a statement; https://www.sqlite.org/opcode.html</summary>
    private static async Task<int> IndexWritesAsync(
        string file,
        string sql,
        IReadOnlyList<(string Name, object? Value)> parameters
    )
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Stop);
        await using var explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN " + sql;
        foreach (var (name, value) in parameters)
            explain.Parameters.AddWithValue(name, value ?? DBNull.Value);
        await using var program = await explain.ExecuteReaderAsync(Stop);
        var writes = 0;
        while (await program.ReadAsync(Stop))
            writes += program.GetString(1) == "IdxInsert" ? 1 : 0;
        return writes;
    }

    /// <summary>Not what makes the schema.</summary>
    private static bool IsQuery(string sql) =>
        sql.TrimStart()[..6] is "SELECT" or "INSERT" or "UPDATE" or "DELETE"
        && !sql.Contains("__EF", StringComparison.Ordinal)
        && !sql.Contains("sqlite_master", StringComparison.Ordinal);

    /// <summary>Reads rows in a number that grows with history: all of a table, or all that a loop ever had.</summary>
    private static bool Walks(string step) =>
        !IsSmall(step)
        && (step.StartsWith("SCAN ", StringComparison.Ordinal) || step.EndsWith("(Loop=?)", StringComparison.Ordinal));

    /// <summary>A row per loop, rows that the statement has made itself, and indexes of nothing but what is open.</summary>
    private static bool IsSmall(string step) =>
        step is "SCAN l" or "SCAN CONSTANT ROW" or "SCAN Parked" or "SCAN e0" or "SCAN (subquery-3)"
        || step.Contains("Loops", StringComparison.Ordinal)
        || step.Contains("Links", StringComparison.Ordinal)
        || step.StartsWith("SCAN s", StringComparison.Ordinal)
        || step.Contains("IX_Escalations_Deadline", StringComparison.Ordinal)
        || step.Contains("IX_Escalations_Open", StringComparison.Ordinal)
        || step.Contains("IX_Runs_Loop_Stage_DueAt", StringComparison.Ordinal)
        || step.Contains("IX_Runs_Open", StringComparison.Ordinal)
        || step.Contains("SCAN r USING INDEX IX_Runs_Loop_DueAt", StringComparison.Ordinal);
}
