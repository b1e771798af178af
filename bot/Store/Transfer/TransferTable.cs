using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsBot.Bot.Store.Transfer;

/// <summary>A table as it travels: its name, its columns, and how a value of each is written down.</summary>
internal sealed class TransferTable
{
    /// <summary>Divided by this, a number loses its trailing zeros: databases keep different ones.</summary>
    private const decimal Plainly = 1.000000000000000000000000000m;

    private readonly IReadOnlyList<(string Name, Type Type)> columns;

    private TransferTable(IEntityType type)
    {
        Name = type.GetTableName()!;
        columns = [.. type.GetProperties().Select(column => (column.GetColumnName(), Kind(column)))];
    }

    /// <summary>Its name in the database.</summary>
    internal string Name { get; }

    internal IEnumerable<string> Columns => columns.Select(column => column.Name);

    /// <summary>A statement that reads all of it.</summary>
    internal string Select => $"SELECT {Quoted(Columns)} FROM \"{Name}\"";

    /// <summary>A statement that adds a row, with a place for each value.</summary>
    internal string Insert =>
        $"INSERT INTO \"{Name}\" ({Quoted(Columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"{{{at}}}"))})";

    /// <summary>Every table that travels. What a process held in hand or said of itself does not.</summary>
    internal static IReadOnlyList<TransferTable> All(OpsBotDb db) =>
        [
            .. db
                .Model.GetEntityTypes()
                .Where(type => type.ClrType != typeof(NodeRow))
                .Select(type => new TransferTable(type))
                .OrderBy(table => table.Name, StringComparer.Ordinal),
        ];

    /// <summary>Writes the reader's row as an array.</summary>
    internal void Write(Utf8JsonWriter json, DbDataReader row)
    {
        json.WriteStartArray();
        for (var at = 0; at < columns.Count; at++)
            Write(json, row, at);
        json.WriteEndArray();
    }

    /// <summary>The values of a row that was written by <see cref="Write(Utf8JsonWriter, DbDataReader)"/>.</summary>
    /// <exception cref="FormatException">It is not a row of this table.</exception>
    internal object?[] Read(JsonElement row)
    {
        if (row.ValueKind is not JsonValueKind.Array || row.GetArrayLength() != columns.Count)
            throw new FormatException($"a row of {Name} does not have its {columns.Count} values");
        return [.. row.EnumerateArray().Select((value, at) => Read(value, columns[at]))];
    }

    private void Write(Utf8JsonWriter json, DbDataReader row, int at)
    {
        var (name, type) = columns[at];
        // Whoever held a lease does not hold it in the new place.
        if (row.IsDBNull(at) || name is nameof(RunRow.LeaseUntil) or nameof(RunRow.LeaseOwner))
            json.WriteNullValue();
        else if (type == typeof(string))
            json.WriteStringValue(row.GetString(at));
        else if (type == typeof(bool))
            json.WriteBooleanValue(row.GetBoolean(at));
        else if (type == typeof(decimal))
            json.WriteNumberValue(row.GetDecimal(at) / Plainly);
        else if (type == typeof(byte[]))
            json.WriteBase64StringValue(row.GetFieldValue<byte[]>(at));
        else if (type == typeof(DateOnly))
            json.WriteStringValue(row.GetFieldValue<DateOnly>(at).ToString("O", CultureInfo.InvariantCulture));
        else
            json.WriteNumberValue(row.GetInt64(at));
    }

    private static object? Read(JsonElement value, (string Name, Type Type) column) =>
        value.ValueKind is JsonValueKind.Null ? null
        : column.Type == typeof(string) ? value.GetString()
        : column.Type == typeof(bool) ? value.GetBoolean()
        : column.Type == typeof(decimal) ? value.GetDecimal()
        : column.Type == typeof(byte[]) ? value.GetBytesFromBase64()
        : column.Type == typeof(DateOnly) ? DateOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture)
        : value.GetInt64();

    private static Type Kind(IProperty column)
    {
        var type = column.GetTypeMapping().Converter?.ProviderClrType ?? column.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
