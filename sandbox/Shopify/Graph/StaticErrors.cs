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
    )
    {
        switch (error, node)
        {
            case (FieldsOnCorrectTypeError, GraphQLField field):
                var type = Trail.ParentType(field, document, schema)?.Name ?? "";
                return (
                    $"Field '{field.Name}' doesn't exist on type '{type}'",
                    Extensions("undefinedField", ("typeName", type), ("fieldName", field.Name.StringValue))
                );
            case (ProvidedNonNullArgumentsError, GraphQLField field):
                var missing = string.Join(", ", Missing(field, Trail.ParentType(field, document, schema)));
                return (
                    $"Field '{field.Name}' is missing required arguments: {missing}",
                    Extensions(
                        "missingRequiredArguments",
                        ("className", "Field"),
                        ("name", field.Name.StringValue),
                        ("arguments", missing)
                    )
                );
            case (ProvidedNonNullArgumentsError, GraphQLDirective directive):
                return (
                    $"Directive '{directive.Name}' is missing required arguments: key",
                    Extensions(
                        "missingRequiredArguments",
                        ("className", "Directive"),
                        ("name", directive.Name.StringValue),
                        ("arguments", "key")
                    )
                );
            case (KnownArgumentNamesError, GraphQLArgument argument):
                var owner = Trail.FieldOf(argument, document)?.Name.StringValue ?? "";
                return (
                    $"Field '{owner}' doesn't accept argument '{argument.Name}'",
                    Extensions(
                        "argumentNotAccepted",
                        ("name", owner),
                        ("typeName", "Field"),
                        ("argumentName", argument.Name.StringValue)
                    )
                );
            case (DirectivesInAllowedLocationsError, GraphQLDirective directive):
                var target = Trail.Target(directive, document);
                return (
                    $"'@{directive.Name}' can't be applied to {target} (allowed: fields)",
                    Extensions("directiveCannotBeApplied", ("targetName", target), ("name", directive.Name.StringValue))
                );
            case (NoUnusedVariablesError, GraphQLVariableDefinition variable):
                return (
                    $"Variable ${variable.Variable.Name} is declared by {Trail.Operation(document)} but not used",
                    Extensions("variableNotUsed", ("variableName", variable.Variable.Name.StringValue))
                );
            case (NoUndefinedVariablesError, GraphQLVariable variable):
                return (
                    $"Variable ${variable.Name} is used by {Trail.Operation(document)} but not declared",
                    Extensions("variableNotDefined", ("variableName", variable.Name.StringValue))
                );
            default:
                return (error.Message, Extensions(Code(error)));
        }
    }

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
