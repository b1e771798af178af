using OpsBot.Bot;
using OpsBot.Bot.Store;
using OpsBot.Bot.Store.Transfer;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Store;

/// <summary>A store moves between databases whole, or not at all.</summary>
public sealed class TransferTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("opsbot-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string FileName => Path.Combine(folder, "export.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(TestStore.Kind.Sqlite, TestStore.Kind.Sqlite)]
    [InlineData(TestStore.Kind.Sqlite, TestStore.Kind.Postgres)]
    [InlineData(TestStore.Kind.Postgres, TestStore.Kind.Sqlite)]
    public async Task What_was_stored_goes_on_in_the_other_database(TestStore.Kind from, TestStore.Kind into)
    {
        await using var old = await LivedAsync(from);
        await old.StopAsync();
        (await RunAsync("export", old.Store)).Code.ShouldBe(0);

        await using var moved = await EngineFixture.StartAsync(into, start: false);
        var (code, said) = await RunAsync("import", moved.Store);
        code.ShouldBe(0, said);
        said.ShouldContain("3 Runs");
        var original = await File.ReadAllLinesAsync(FileName, Stop);
        (await RunAsync("export", moved.Store)).Code.ShouldBe(0);
        // All but the first line, which says when.
        (await File.ReadAllLinesAsync(FileName, Stop))
            .Skip(1)
            .ShouldBe(original.Skip(1), ignoreOrder: true);

        await moved.OpenAsync();
        moved.System.Done.ShouldBeEmpty();
        await moved.AnswerAsync("asked", "approve");
        await moved.RunDueAsync();
        (await moved.RunOfAsync("asked")).Outcome.ShouldBe(Outcome.Approved);
        (await moved.RunOfAsync("caught")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_file_that_was_cut_short_changes_nothing()
    {
        await using var old = await LivedAsync(TestStore.Kind.Sqlite);
        await old.StopAsync();
        await RunAsync("export", old.Store);
        var lines = await File.ReadAllLinesAsync(FileName, Stop);
        await File.WriteAllLinesAsync(FileName, lines[..^1], Stop);

        await using var moved = await EngineFixture.StartAsync(TestStore.Kind.Sqlite, start: false);
        var (code, said) = await RunAsync("import", moved.Store);
        code.ShouldBe(3);
        said.ShouldContain("not whole");
        await moved.OpenAsync();
        (await moved.Loops.FindRunsAsync("asked", 1, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_line_is_named_and_changes_nothing()
    {
        await using var old = await LivedAsync(TestStore.Kind.Sqlite);
        await old.StopAsync();
        await RunAsync("export", old.Store);
        var lines = await File.ReadAllLinesAsync(FileName, Stop);
        await File.WriteAllLinesAsync(FileName, [.. lines[..4], "[1,2]", .. lines[4..]], Stop);

        await using var moved = await EngineFixture.StartAsync(TestStore.Kind.Sqlite, start: false);
        var (code, said) = await RunAsync("import", moved.Store);
        code.ShouldBe(3);
        said.ShouldContain("line 5");
    }

    [Fact]
    public async Task Nothing_is_exported_from_where_there_is_no_store()
    {
        await using var nowhere = new TestStore.OnDisk();
        (await Should.ThrowAsync<UnusableStoreException>(() => RunAsync("export", nowhere))).Message.ShouldContain(
            "There is no store at"
        );
        File.Exists(nowhere.File).ShouldBeFalse();
        File.Exists(FileName).ShouldBeFalse();
    }

    [Fact]
    public async Task A_row_that_is_there_twice_is_named()
    {
        await using var old = await LivedAsync(TestStore.Kind.Sqlite);
        await old.StopAsync();
        await RunAsync("export", old.Store);
        var lines = (await File.ReadAllLinesAsync(FileName, Stop)).ToList();
        var row = lines.FindIndex(line => line.StartsWith('['));
        lines.Insert(row, lines[row]);
        await File.WriteAllLinesAsync(FileName, lines, Stop);

        await using var moved = await EngineFixture.StartAsync(TestStore.Kind.Sqlite, start: false);
        var (code, said) = await RunAsync("import", moved.Store);
        code.ShouldBe(3);
        said.ShouldContain($"line {row + 2}");
    }

    [Fact]
    public async Task A_store_that_a_bot_was_only_started_on_takes_an_import()
    {
        await using var old = await LivedAsync(TestStore.Kind.Sqlite);
        await old.StopAsync();
        await RunAsync("export", old.Store);
        await using var started = await EngineFixture.StartAsync(TestStore.Kind.Sqlite);
        await started.TamperAsync($"""INSERT INTO "Schedules" ("Name", "Times", "DueAt") VALUES ('a', 'b', 1)""");
        await started.StopAsync();
        (await RunAsync("import", started.Store)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_put_into_a_store_that_holds_something()
    {
        await using var old = await LivedAsync(TestStore.Kind.Sqlite);
        await old.StopAsync();
        await RunAsync("export", old.Store);
        (await Should.ThrowAsync<UnusableStoreException>(() => RunAsync("import", old.Store))).Message.ShouldContain(
            "not empty"
        );
    }

    [Theory]
    [InlineData(TestStore.Kind.Sqlite, "in use")]
    [InlineData(TestStore.Kind.Postgres, "bots are running")]
    public async Task A_store_that_a_bot_uses_is_not_exported(TestStore.Kind kind, string says)
    {
        await using var running = await LivedAsync(kind);
        (
            await Should.ThrowAsync<UnusableStoreException>(() => RunAsync("export", running.Store))
        ).Message.ShouldContain(says);
    }

    /// <summary>One run was cleared, one asks, one was just caught.</summary>
    private static async Task<EngineFixture> LivedAsync(TestStore.Kind kind)
    {
        var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("cleared");
        await engine.RunDueAsync();
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("asked");
        await engine.RunDueAsync();
        await engine.CatchAsync("caught");
        return engine;
    }

    private async Task<(int Code, string Said)> RunAsync(string verb, TestStore store)
    {
        string[] args = [verb, FileName, .. store.Settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        await using var services = OpsBotHost.BuildStore([.. args.Skip(2)]);
        await using var said = new StringWriter();
        return (await TransferCommand.RunAsync(args, services, said, Stop), said.ToString());
    }
}
