using System.Text.Json;
using GraphQL.Types;
using GraphQLParser.AST;
using OpsBot.Sandbox.Shopify.Door;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>
/// What a request costs. Worked out from recorded answers: an object is one point, a mutation ten (a refund twenty), sums and
/// page infos nothing, a connection two and then 2 ln(page) times its node, at least once.
/// </summary>
internal sealed class Cost(ISchema schema, GraphQLDocument document, JsonElement variables)
{
    private readonly Selections selections = new(schema, document);
    internal const int Most = 1000;
    private static readonly HashSet<string> Free =
    [
        "MoneyBag",
        "MoneyV2",
        "PageInfo",
        "UserError",
        "ReturnUserError",
        "Count",
    ];

    internal int Requested(GraphQLOperationDefinition operation) => (int)Math.Round(Root(operation, null, real: false));

    internal int Actual(GraphQLOperationDefinition operation, IReadOnlyDictionary<string, object?>? data) =>
        Math.Max(1, (int)Math.Round(Root(operation, data, real: true)));

    internal static Dictionary<string, object?> Report(int requested, int? actual, Bucket bucket, double left) =>
        new(StringComparer.Ordinal)
        {
            ["cost"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["requestedQueryCost"] = requested,
                ["actualQueryCost"] = actual,
                ["throttleStatus"] = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["maximumAvailable"] = bucket.Size,
                    ["currentlyAvailable"] = Math.Floor(left),
                    ["restoreRate"] = bucket.RestoreRate,
                },
            },
        };

    internal static Dictionary<string, object?> Throttled() =>
        new(StringComparer.Ordinal)
        {
            ["message"] = "Throttled",
            ["extensions"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = "THROTTLED",
                ["documentation"] = "https://shopify.dev/api/usage/rate-limits",
            },
        };

    internal static Dictionary<string, object?> TooMuch(int requested) =>
        new(StringComparer.Ordinal)
        {
            ["message"] = $"Query cost is {requested}, which exceeds the single query max cost limit ({Most}).",
            ["extensions"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = "MAX_COST_EXCEEDED",
                ["cost"] = requested,
                ["maxCost"] = Most,
                ["documentation"] = "https://shopify.dev/api/usage/rate-limits",
            },
        };

    private double Root(GraphQLOperationDefinition operation, IReadOnlyDictionary<string, object?>? data, bool real)
    {
        if (operation.Operation != OperationType.Mutation)
            return Inside(operation.SelectionSet, schema.Query, data, real);
        return selections
            .Fields(operation.SelectionSet, schema.Mutation!)
            .Sum(pair =>
            {
                var basic = pair.Field.Name.StringValue == "refundCreate" ? 20 : 10;
                var payload =
                    data?.GetValueOrDefault(Selections.Key(pair.Field)) as IReadOnlyDictionary<string, object?>;
                return real && payload is null ? basic : basic + Payload(pair, payload, real);
            });
    }

    /// <summary>What a mutation hands back at its first level is in its price; what hangs below is not.</summary>
    private double Payload(
        (GraphQLField Field, FieldType Definition) root,
        IReadOnlyDictionary<string, object?>? data,
        bool real
    ) =>
        selections
            .Fields(root.Field.SelectionSet!, Selections.Named(root.Definition))
            .Sum(pair =>
            {
                var value = data?.GetValueOrDefault(Selections.Key(pair.Field)) as IReadOnlyDictionary<string, object?>;
                return pair.Field.SelectionSet is null || (real && value is null)
                    ? 0
                    : Inside(pair.Field.SelectionSet, Selections.Named(pair.Definition), value, real);
            });

    private double Inside(
        GraphQLSelectionSet chosen,
        IGraphType? type,
        IReadOnlyDictionary<string, object?>? data,
        bool real
    ) =>
        selections
            .Fields(chosen, type)
            .Where(pair => pair.Field.SelectionSet is not null)
            .Sum(pair => Price(pair, data?.GetValueOrDefault(Selections.Key(pair.Field)), real));

    private double Price((GraphQLField Field, FieldType Definition) pair, object? value, bool real)
    {
        var type = Selections.Named(pair.Definition);
        if (type is null || Free.Contains(type.Name) || (real && value is null))
            return 0;
        if (type.Name.EndsWith("Connection", StringComparison.Ordinal))
            return Connection(pair.Field, type, value as IReadOnlyDictionary<string, object?>, real);
        if (value is IEnumerable<object?> list and not IReadOnlyDictionary<string, object?>)
            return list.OfType<IReadOnlyDictionary<string, object?>>()
                .Sum(item => 1 + Inside(pair.Field.SelectionSet!, type, item, real));
        return 1 + Inside(pair.Field.SelectionSet!, type, value as IReadOnlyDictionary<string, object?>, real);
    }

    private double Connection(
        GraphQLField field,
        IGraphType type,
        IReadOnlyDictionary<string, object?>? data,
        bool real
    )
    {
        var nodes = selections.Fields(field.SelectionSet!, type).FirstOrDefault(pair => pair.Field.Name == "nodes");
        var edges = selections.Fields(field.SelectionSet!, type).FirstOrDefault(pair => pair.Field.Name == "edges");
        var chosen =
            nodes.Field is not null ? nodes
            : edges.Field is null ? default
            : selections
                .Fields(edges.Field.SelectionSet!, Selections.Named(edges.Definition))
                .FirstOrDefault(pair => pair.Field.Name == "node");
        if (chosen.Field?.SelectionSet is null)
            return 2;
        if (!real)
            return 2
                + (
                    Weight(Size(field))
                    * (1 + Inside(chosen.Field.SelectionSet, Selections.Named(chosen.Definition), null, real))
                );
        var items = Items(data, nodes.Field, edges.Field, chosen.Field);
        if (items.Count == 0)
            return 2;
        return 2
            + (
                Weight(items.Count)
                * items.Average(item =>
                    1 + Inside(chosen.Field.SelectionSet, Selections.Named(chosen.Definition), item, real)
                )
            );
    }

    private static List<IReadOnlyDictionary<string, object?>> Items(
        IReadOnlyDictionary<string, object?>? data,
        GraphQLField? nodes,
        GraphQLField? edges,
        GraphQLField chosen
    )
    {
        var list = data?.GetValueOrDefault(Selections.Key(nodes ?? edges!)) as IEnumerable<object?> ?? [];
        var items = list.OfType<IReadOnlyDictionary<string, object?>>();
        return nodes is not null
            ? [.. items]
            :
            [
                .. items
                    .Select(edge => edge.GetValueOrDefault(Selections.Key(chosen)))
                    .OfType<IReadOnlyDictionary<string, object?>>(),
            ];
    }

    private static double Weight(int page) => page == 0 ? 0 : Math.Max(1, Math.Round(2 * Math.Log(page)));

    private int Size(GraphQLField field)
    {
        var argument = field.Arguments?.FirstOrDefault(each => each.Name == "first" || each.Name == "last");
        return argument?.Value switch
        {
            GraphQLIntValue number => int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture),
            GraphQLVariable variable
                when variables.ValueKind == JsonValueKind.Object
                    && variables.TryGetProperty(variable.Name.StringValue, out var value)
                    && value.ValueKind == JsonValueKind.Number => value.GetInt32(),
            _ => 10,
        };
    }
}
