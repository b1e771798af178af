using GraphQL;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>Reads arguments and input objects, which arrive as dictionaries, by name and kind.</summary>
internal readonly struct Args(IReadOnlyDictionary<string, object?> values)
{
    internal static Args Of(IResolveFieldContext context) =>
        new(
            context.Arguments?.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal)
                ?? new Dictionary<string, object?>(StringComparer.Ordinal)
        );

    internal string Id(string name) => Text(name)!;

    internal string? Text(string name) => Value(name)?.ToString();

    internal int? Int(string name) => Value(name) as int?;

    internal bool Flag(string name) => Value(name) is true;

    internal decimal? Sum(string name) => Value(name) as decimal?;

    internal double? Number(string name) => Value(name) as double?;

    internal Args? Child(string name) => Value(name) is { } value ? From(value) : null;

    internal IReadOnlyList<Args>? Children(string name) =>
        Value(name) is IEnumerable<object?> list ? [.. list.Select(each => From(each!))] : null;

    internal IReadOnlyList<string>? Texts(string name) =>
        Value(name) is IEnumerable<object?> list ? [.. list.Select(each => each!.ToString()!)] : null;

    private object? Value(string name) => values.GetValueOrDefault(name);

    private static Args From(object value) =>
        new(
            value as IReadOnlyDictionary<string, object?>
                ?? new Dictionary<string, object?>((IDictionary<string, object?>)value, StringComparer.Ordinal)
        );
}
