using System.Text.Json;
using GraphQL.Types;
using GraphQLParser.AST;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>Whether the variables sent fit the types declared, reported in Shopify's words with every problem and its path.</summary>
internal static class VariableCheck
{
    internal static List<Dictionary<string, object?>> Problems(
        ISchema schema,
        GraphQLOperationDefinition operation,
        JsonElement variables,
        GraphQLDocument document
    )
    {
        List<Dictionary<string, object?>> all = [];
        foreach (var definition in operation.Variables?.Items ?? [])
        {
            var name = definition.Variable.Name.StringValue;
            JsonElement value = default;
            var given = variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(name, out value);
            if (!given && definition.DefaultValue is not null)
                continue;
            List<Problem> problems = [];
            Check(TypeOf(definition.Type, schema), given ? value : null, given, [], problems);
            if (problems.Count > 0)
                all.Add(Error(definition, given ? value : null, problems, document));
        }

        return all;
    }

    private static void Check(
        IGraphType? type,
        JsonElement? value,
        bool given,
        List<object> path,
        List<Problem> problems
    )
    {
        var empty = !given || value is null or { ValueKind: JsonValueKind.Null };
        switch (type)
        {
            case NonNullGraphType when empty:
                problems.Add(new([.. path], "Expected value to not be null"));
                break;
            case NonNullGraphType must:
                Check(must.ResolvedType, value, given, path, problems);
                break;
            case null:
                break;
            case var _ when empty:
                break;
            case ListGraphType list when value!.Value.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.Value.EnumerateArray())
                    Check(list.ResolvedType, item, given: true, [.. path, index++], problems);
                break;
            case ListGraphType list:
                Check(list.ResolvedType, value, given, path, problems);
                break;
            case IInputObjectGraphType input:
                CheckObject(input, value!.Value, path, problems);
                break;
            default:
                CheckLeaf(type, value!.Value, path, problems);
                break;
        }
    }

    private static void CheckObject(
        IInputObjectGraphType input,
        JsonElement value,
        List<object> path,
        List<Problem> problems
    )
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new([.. path], $"Expected {Short(value)} to be a key-value object."));
            return;
        }

        foreach (var property in value.EnumerateObject())
            if (input.Fields.Find(property.Name) is null)
                problems.Add(new([.. path, property.Name], $"Field is not defined on {input.Name}"));
        foreach (var field in input.Fields)
        {
            var given = value.TryGetProperty(field.Name, out var inner);
            if (given || field.DefaultValue is null)
                Check(field.ResolvedType, given ? inner : null, given, [.. path, field.Name], problems);
        }

        if (input.IsOneOf && value.EnumerateObject().Count() != 1)
            problems.Add(
                new(
                    [.. path],
                    $"'{input.Name}' requires exactly one argument, but {value.EnumerateObject().Count()} were provided."
                )
            );
    }

    private static void CheckLeaf(IGraphType type, JsonElement value, List<object> path, List<Problem> problems)
    {
        if (type is EnumerationGraphType words)
        {
            if (value.ValueKind != JsonValueKind.String || words.Values.FindByName(value.GetString()!) is null)
                problems.Add(
                    new(
                        [.. path],
                        $"Expected {Short(value)} to be one of: {string.Join(", ", words.Values.Select(word => word.Name))}"
                    )
                );
            return;
        }

        var fits = (type.Name, value.ValueKind) switch
        {
            ("ID", JsonValueKind.String or JsonValueKind.Number) => true,
            ("String" or "DateTime" or "URL", JsonValueKind.String) => true,
            ("Boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("Int", JsonValueKind.Number) => value.TryGetInt32(out _),
            ("Float", JsonValueKind.Number) => true,
            ("Decimal" or "Money" or "UnsignedInt64", JsonValueKind.String or JsonValueKind.Number) => true,
            _ => false,
        };
        if (!fits || (type is ScalarGraphType scalar && !Parses(scalar, value)))
            problems.Add(new([.. path], $"Could not coerce value {Short(value)} to {type.Name}"));
    }

    private static bool Parses(ScalarGraphType scalar, JsonElement value) =>
        scalar.Name is not ("Decimal" or "Money" or "DateTime" or "URL" or "UnsignedInt64")
        || scalar.CanParseValue(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());

    private static Dictionary<string, object?> Error(
        GraphQLVariableDefinition definition,
        JsonElement? value,
        List<Problem> problems,
        GraphQLDocument document
    )
    {
        var first = problems[0];
        var where = first.Path.Count > 0 ? $"for {string.Join('.', first.Path)} " : "";
        return new(StringComparer.Ordinal)
        {
            ["message"] =
                $"Variable ${definition.Variable.Name} of type {Written(definition.Type)} was provided invalid value {where}({first.Explanation})",
            ["locations"] = new[] { StaticErrors.PlaceOf(definition, document) },
            ["extensions"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = "INVALID_VARIABLE",
                ["value"] = value,
                ["problems"] = problems
                    .Select(problem => new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["path"] = problem.Path,
                        ["explanation"] = problem.Explanation,
                    })
                    .ToList(),
            },
        };
    }

    private static IGraphType? TypeOf(GraphQLType type, ISchema schema) =>
        type switch
        {
            GraphQLNonNullType must => new NonNullGraphType(TypeOf(must.Type, schema)!),
            GraphQLListType list => new ListGraphType(TypeOf(list.Type, schema)!),
            GraphQLNamedType named => schema.AllTypes[named.Name],
            _ => null,
        };

    private static string Written(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType must => Written(must.Type) + "!",
            GraphQLListType list => $"[{Written(list.Type)}]",
            GraphQLNamedType named => named.Name.StringValue,
            _ => "",
        };

    private static string Short(JsonElement value) => value.GetRawText();

    private sealed record Problem(IReadOnlyList<object> Path, string Explanation);
}
