using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

public sealed class CaseDeskOnSqliteTests() : CaseDeskTests(TestStore.Kind.Sqlite);

public sealed class CaseDeskOnPostgresTests() : CaseDeskTests(TestStore.Kind.Postgres);

public sealed class CaseRaceOnSqliteTests() : CaseRaceTests(TestStore.Kind.Sqlite);

public sealed class CaseRaceOnPostgresTests() : CaseRaceTests(TestStore.Kind.Postgres);

public sealed class BulkDeskOnSqliteTests() : BulkDeskTests(TestStore.Kind.Sqlite);

public sealed class BulkDeskOnPostgresTests() : BulkDeskTests(TestStore.Kind.Postgres);

public sealed class AnswerRaceOnSqliteTests() : AnswerRaceTests(TestStore.Kind.Sqlite, answers: 10_000);

public sealed class AnswerRaceOnPostgresTests() : AnswerRaceTests(TestStore.Kind.Postgres, answers: 2_000);

public sealed class LinkOnSqliteTests() : LinkTests(TestStore.Kind.Sqlite);

public sealed class LinkOnPostgresTests() : LinkTests(TestStore.Kind.Postgres);
