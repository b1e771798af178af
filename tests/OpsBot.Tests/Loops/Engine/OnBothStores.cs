using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public sealed class AskedRunOnSqliteTests() : AskedRunTests(TestStore.Kind.Sqlite);

public sealed class AskedRunOnPostgresTests() : AskedRunTests(TestStore.Kind.Postgres);

public sealed class ChosenAmountOnSqliteTests() : ChosenAmountTests(TestStore.Kind.Sqlite);

public sealed class ChosenAmountOnPostgresTests() : ChosenAmountTests(TestStore.Kind.Postgres);

public sealed class ClearedRunOnSqliteTests() : ClearedRunTests(TestStore.Kind.Sqlite);

public sealed class ClearedRunOnPostgresTests() : ClearedRunTests(TestStore.Kind.Postgres);

public sealed class OutageOnSqliteTests() : OutageTests(TestStore.Kind.Sqlite);

public sealed class OutageOnPostgresTests() : OutageTests(TestStore.Kind.Postgres);

public sealed class PauseOnSqliteTests() : PauseTests(TestStore.Kind.Sqlite);

public sealed class PauseOnPostgresTests() : PauseTests(TestStore.Kind.Postgres);

public sealed class StartOverOnSqliteTests() : StartOverTests(TestStore.Kind.Sqlite);

public sealed class StartOverOnPostgresTests() : StartOverTests(TestStore.Kind.Postgres);

public sealed class TripOnSqliteTests() : TripTests(TestStore.Kind.Sqlite);

public sealed class TripOnPostgresTests() : TripTests(TestStore.Kind.Postgres);

public sealed class TroubleOnSqliteTests() : TroubleTests(TestStore.Kind.Sqlite);

public sealed class TroubleOnPostgresTests() : TroubleTests(TestStore.Kind.Postgres);

public sealed class UnderFireOnSqliteTests() : UnderFireTests(TestStore.Kind.Sqlite);

public sealed class UnderFireOnPostgresTests() : UnderFireTests(TestStore.Kind.Postgres);

public sealed class UnreadableOnSqliteTests() : UnreadableTests(TestStore.Kind.Sqlite);

public sealed class UnreadableOnPostgresTests() : UnreadableTests(TestStore.Kind.Postgres);
