using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Errors;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>
/// What is wrong with a document before it runs, in Shopify's words: message, place, path through the document, code and the
/// names involved. One such error fails the whole request, without data and without cost.
/// </summary>
internal static class StaticErrors
{
    /// <summary>Variables have their own check; a document that is only short of them is in order.</summary>
    internal static bool Counts(ExecutionError error) => error is not InvalidVariableError;

    internal static Dictionary<string, object?> Of(ExecutionError error, ISchema schema, GraphQLDocument document)
    {
        var node = (error as ValidationError)?.Nodes.FirstOrDefault();
        var (message, extensions) = Words(error, schema, document, node);
        Dictionary<string, object?> body = new(StringComparer.Ordinal) { ["message"] = message };
        if (node is not null)
            body["locations"] = new[] { PlaceOf(node, document) };
        if (node is not null && Trail.To(node, document) is { Count: > 0 } path)
            body["path"] = path;
        body["extensions"] = extensions;
        return body;
    }

    internal static List<Dictionary<string, object?>> Syntax(GraphQLSyntaxErrorException problem) =>
        [
            new(StringComparer.Ordinal)
            {
                ["message"] = "syntax error, " + problem.Description,
                ["locations"] = new[] { Place(problem.Location.Line, problem.Location.Column) },
            },
        ];

    internal static List<Dictionary<string, object?>> NoOperation(string? name) =>
        [
            new(StringComparer.Ordinal)
            {
                ["message"] = name is null ? "An operation name is required" : $"No operation named \"{name}\"",
            },
        ];

    internal static Dictionary<string, int> Place(int line, int column) =>
        new(StringComparer.Ordinal) { ["line"] = line, ["column"] = column };

    internal static Dictionary<string, int> PlaceOf(ASTNode node, GraphQLDocument document)
    {
        var place = Location.FromLinearPosition(document.Source, node.Location.Start);
        return Place(place.Line, place.Column);
    }

    private static (string Message, Dictionary<string, object?> Extensions) Words(
        ExecutionError error,
        ISchema schema,
        GraphQLDocument document,
        ASTNode? node
    ) =>
        (error, node) switch
        {
            (FieldsOnCorrectTypeError, GraphQLField field) => Unknown(field, Trail.ParentType(field, document, schema)),
            (ProvidedNonNullArgumentsError, GraphQLField field) => Short(
                "Field",
                field.Name.StringValue,
                string.Join(", ", Missing(field, Trail.ParentType(field, document, schema)))
            ),
            (ProvidedNonNullArgumentsError, GraphQLDirective directive) => Short(
                "Directive",
                directive.Name.StringValue,
                "key"
            ),
            (KnownArgumentNamesError, GraphQLArgument argument) => Surplus(argument, Trail.FieldOf(argument, document)),
            (DirectivesInAllowedLocationsError, GraphQLDirective directive) => Misplaced(
                directive.Name.StringValue,
                Trail.Target(directive, document)
            ),
            (NoUnusedVariablesError, GraphQLVariableDefinition variable) => (
                $"Variable ${variable.Variable.Name} is declared by {Trail.Operation(document)} but not used",
                Extensions("variableNotUsed", ("variableName", variable.Variable.Name.StringValue))
            ),
            (NoUndefinedVariablesError, GraphQLVariable variable) => (
                $"Variable ${variable.Name} is used by {Trail.Operation(document)} but not declared",
                Extensions("variableNotDefined", ("variableName", variable.Name.StringValue))
            ),
            _ => (error.Message, Extensions(Code(error))),
        };

    private static (string, Dictionary<string, object?>) Unknown(GraphQLField field, IGraphType? parent)
    {
        var (name, type) = (field.Name.StringValue, parent?.Name ?? "");
        return (
            $"Field '{name}' doesn't exist on type '{type}'",
            Extensions("undefinedField", ("typeName", type), ("fieldName", name))
        );
    }

    private static (string, Dictionary<string, object?>) Short(string kind, string name, string missing) =>
        (
            $"{kind} '{name}' is missing required arguments: {missing}",
            Extensions("missingRequiredArguments", ("className", kind), ("name", name), ("arguments", missing))
        );

    private static (string, Dictionary<string, object?>) Surplus(GraphQLArgument argument, GraphQLField? field)
    {
        var (name, owner) = (argument.Name.StringValue, field?.Name.StringValue ?? "");
        return (
            $"Field '{owner}' doesn't accept argument '{name}'",
            Extensions("argumentNotAccepted", ("name", owner), ("typeName", "Field"), ("argumentName", name))
        );
    }

    private static (string, Dictionary<string, object?>) Misplaced(string name, string target) =>
        (
            $"'@{name}' can't be applied to {target} (allowed: fields)",
            Extensions("directiveCannotBeApplied", ("targetName", target), ("name", name))
        );

    private static string Code(ExecutionError error) =>
        error switch
        {
            VariablesInAllowedPositionError => "variableMismatch",
            ArgumentsOfCorrectTypeError => "argumentLiteralsIncompatible",
            ScalarLeafsError => "selectionMismatch",
            KnownDirectivesError => "undefinedDirective",
            KnownTypeNamesError => "undefinedType",
            KnownFragmentNamesError => "useAndDefineFragments",
            NoUnusedFragmentsError => "useAndDefineFragments",
            PossibleFragmentSpreadsError => "cannotSpreadFragment",
            _ => "invalidDocument",
        };

    private static IEnumerable<string> Missing(GraphQLField field, IGraphType? parent)
    {
        var definition = (parent as IComplexGraphType)?.Fields.Find(field.Name);
        return (definition?.Arguments ?? [])
            .Where(argument => argument is { ResolvedType: NonNullGraphType, DefaultValue: null })
            .Select(argument => argument.Name)
            .Where(name => !(field.Arguments?.Any(given => given.Name == name) ?? false));
    }

    private static Dictionary<string, object?> Extensions(string code, params (string Key, string Value)[] more)
    {
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal) { ["code"] = code };
        foreach (var (key, value) in more)
            extensions[key] = value;
        return extensions;
    }
}
