using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Commands;

public sealed class CaseCommandsOnSqliteTests() : CaseCommandsTests(TestStore.Kind.Sqlite);

public sealed class CaseCommandsOnPostgresTests() : CaseCommandsTests(TestStore.Kind.Postgres);
