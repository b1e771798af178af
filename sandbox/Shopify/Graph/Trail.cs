using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>The way through a document to one of its parts: <c>mutation Name</c>, then field by field.</summary>
internal static class Trail
{
    internal static List<object> To(ASTNode wanted, GraphQLDocument document) =>
        [
            .. Walk(wanted, document)
                .Select(node =>
                    node switch
                    {
                        GraphQLOperationDefinition operation => Name(operation),
                        GraphQLFragmentDefinition fragment => "fragment " + fragment.FragmentName.Name,
                        GraphQLField field => (field.Alias?.Name ?? field.Name).StringValue,
                        GraphQLInlineFragment inline => "... on " + inline.TypeCondition?.Type.Name,
                        GraphQLArgument argument => argument.Name.StringValue,
                        _ => "",
                    }
                )
                .Where(step => step.Length > 0),
        ];

    internal static GraphQLField? FieldOf(ASTNode wanted, GraphQLDocument document) =>
        Walk(wanted, document).OfType<GraphQLField>().LastOrDefault();

    /// <summary>What a directive was put on.</summary>
    internal static string Target(GraphQLDirective directive, GraphQLDocument document) =>
        Walk(directive, document).LastOrDefault(node => node is not GraphQLDirective) switch
        {
            GraphQLOperationDefinition { Operation: OperationType.Mutation } => "mutations",
            GraphQLOperationDefinition => "queries",
            GraphQLInlineFragment or GraphQLFragmentSpread => "fragments",
            _ => "fields",
        };

    internal static string Operation(GraphQLDocument document) =>
        document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault()?.Name?.StringValue is { } name
            ? name
            : "anonymous query";

    /// <summary>The type a field was looked for on.</summary>
    internal static IGraphType? ParentType(GraphQLField wanted, GraphQLDocument document, ISchema schema)
    {
        IGraphType? type = null;
        foreach (var node in Walk(wanted, document))
        {
            if (node == wanted)
                return type;
            type = node switch
            {
                GraphQLOperationDefinition { Operation: OperationType.Mutation } => schema.Mutation,
                GraphQLOperationDefinition => schema.Query,
                GraphQLFragmentDefinition fragment => schema.AllTypes[fragment.TypeCondition.Type.Name],
                GraphQLInlineFragment { TypeCondition: { } condition } => schema.AllTypes[condition.Type.Name],
                GraphQLField field => (type as IComplexGraphType)
                    ?.Fields.Find(field.Name)
                    ?.ResolvedType?.GetNamedType(),
                _ => type,
            };
        }

        return type;
    }

    private static string Name(GraphQLOperationDefinition operation)
    {
        var kind = operation.Operation.ToString().ToLowerInvariant();
        return operation.Name is { } name ? $"{kind} {name}" : kind;
    }

    private static List<ASTNode> Walk(ASTNode wanted, GraphQLDocument document)
    {
        List<ASTNode> path = [];
        foreach (var definition in document.Definitions)
            if (Into(definition, wanted, path))
                return path;
        return [];
    }

    private static bool Into(ASTNode at, ASTNode wanted, List<ASTNode> path)
    {
        path.Add(at);
        if (at == wanted || Children(at).Any(child => Into(child, wanted, path)))
            return true;
        path.RemoveAt(path.Count - 1);
        return false;
    }

    private static IEnumerable<ASTNode> Children(ASTNode node) =>
        node switch
        {
            GraphQLOperationDefinition each => All(each.Variables, each.Directives, each.SelectionSet.Selections),
            GraphQLFragmentDefinition each => each.SelectionSet.Selections,
            GraphQLField each => All(each.Arguments, each.Directives, each.SelectionSet?.Selections),
            GraphQLInlineFragment each => All(each.Directives, each.SelectionSet.Selections),
            GraphQLFragmentSpread each => All(each.Directives),
            GraphQLDirective each => All(each.Arguments),
            _ => [],
        };

    private static IEnumerable<ASTNode> All(params IEnumerable<ASTNode>?[] groups) =>
        groups.OfType<IEnumerable<ASTNode>>().SelectMany(group => group);
}
