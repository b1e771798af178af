using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsBot.Tests.Infrastructure;

/// <summary>Writes down every statement that is sent to the database, with the values of its parameters.</summary>
internal sealed class StatementRecorder : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<(string Name, object? Value)>> statements = new(
        StringComparer.Ordinal
    );

    /// <summary>Each statement once, with the parameters it had the first time.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<(string Name, object? Value)>> Statements => statements;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Write(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Write(command);
        return ValueTask.FromResult(result);
    }

    internal void Write(DbCommand command) =>
        statements.TryAdd(
            command.CommandText,
            [.. command.Parameters.Cast<DbParameter>().Select(it => (it.ParameterName, it.Value))]
        );
}
