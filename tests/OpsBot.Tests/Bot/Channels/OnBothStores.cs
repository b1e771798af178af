using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels;

public sealed class ThreadOnSqliteTests() : ThreadTests(TestStore.Kind.Sqlite);

public sealed class ThreadOnPostgresTests() : ThreadTests(TestStore.Kind.Postgres);

public sealed class GroupOnSqliteTests() : GroupTests(TestStore.Kind.Sqlite);

public sealed class GroupOnPostgresTests() : GroupTests(TestStore.Kind.Postgres);

public sealed class ChatOutageOnSqliteTests() : ChatOutageTests(TestStore.Kind.Sqlite);

public sealed class ChatOutageOnPostgresTests() : ChatOutageTests(TestStore.Kind.Postgres);
