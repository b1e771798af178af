using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

public sealed class CaseDeskOnSqliteTests() : CaseDeskTests(TestStore.Kind.Sqlite);

public sealed class CaseDeskOnPostgresTests() : CaseDeskTests(TestStore.Kind.Postgres);
