using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Workers;

public sealed class PauseWorkerOnSqliteTests() : PauseWorkerTests(TestStore.Kind.Sqlite);

public sealed class PauseWorkerOnPostgresTests() : PauseWorkerTests(TestStore.Kind.Postgres);

public sealed class SchedulerOnSqliteTests() : SchedulerTests(TestStore.Kind.Sqlite);

public sealed class SchedulerOnPostgresTests() : SchedulerTests(TestStore.Kind.Postgres);

public sealed class WatchOnSqliteTests() : WatchTests(TestStore.Kind.Sqlite);

public sealed class WatchOnPostgresTests() : WatchTests(TestStore.Kind.Postgres);
