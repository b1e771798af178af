using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace OpsBot.Bench.Speed.Bare;

/// <summary>Writes a stage of a run as three raw rows; stages that wait together, up to 64, share a commit.</summary>
internal sealed class BareWriter : IDisposable
{
    private const int MostTogether = 64;
    private const string Schema = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE Runs (Id TEXT PRIMARY KEY, Stage INTEGER, Body BLOB);
        CREATE TABLE Journal (Run TEXT, Stage INTEGER, Text TEXT, PRIMARY KEY (Run, Stage));
        CREATE TABLE Timeline (Id INTEGER PRIMARY KEY, Run TEXT, Text TEXT);
        CREATE INDEX TimelineRun ON Timeline (Run)
        """;

    private readonly Channel<Stage> queue = Channel.CreateUnbounded<Stage>(new() { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly SqliteCommand[] rows;

    internal BareWriter(string file)
    {
        connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Command(Schema).ExecuteNonQuery();
        rows =
        [
            Command("INSERT INTO Runs VALUES ($run, $stage, $body) ON CONFLICT DO UPDATE SET Stage = excluded.Stage"),
            Command("INSERT INTO Journal VALUES ($run, $stage, $text)"),
            Command("INSERT INTO Timeline (Run, Text) VALUES ($run, $text)"),
        ];
        _ = Task.Run(WriteAsync);
    }

    private sealed record Stage(string Run, int Number, byte[] Body)
    {
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Completes when it is on disk.</summary>
    internal Task StoreAsync(string run, int stage, byte[] body)
    {
        var one = new Stage(run, stage, body);
        queue.Writer.TryWrite(one);
        return one.Done.Task;
    }

    public void Dispose()
    {
        queue.Writer.TryComplete();
        connection.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Stage>();
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostTogether && queue.Reader.TryRead(out var stage))
                batch.Add(stage);
            await using (var transaction = (SqliteTransaction)await connection.BeginTransactionAsync())
            {
                foreach (var stage in batch)
                    Write(stage, transaction);
                await transaction.CommitAsync();
            }

            batch.ForEach(stage => stage.Done.SetResult());
            batch.Clear();
        }
    }

    private void Write(Stage stage, SqliteTransaction transaction)
    {
        foreach (var command in rows)
        {
            command.Transaction = transaction;
            command.Parameters["$run"].Value = stage.Run;
            command.Parameters["$stage"].Value = stage.Number;
            command.Parameters["$body"].Value = stage.Body;
            command.Parameters["$text"].Value = "Write to bench-shop: wrong_item: done and seen";
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in (string[])["$run", "$stage", "$body", "$text"])
            command.Parameters.AddWithValue(name, "");
        return command;
    }
}
