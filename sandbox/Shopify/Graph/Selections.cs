using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>Reads the selections of a document together with the types they are of.</summary>
internal sealed class Selections(ISchema schema, GraphQLDocument document)
{
    /// <summary>All fields of a selection, those of its fragments included.</summary>
    internal IEnumerable<(GraphQLField Field, FieldType Definition)> Fields(
        GraphQLSelectionSet selections,
        IGraphType? type
    )
    {
        foreach (var selection in selections.Selections)
            switch (selection)
            {
                case GraphQLField field when (type as IComplexGraphType)?.Fields.Find(field.Name) is { } definition:
                    yield return (field, definition);
                    break;
                case GraphQLInlineFragment inline:
                    var on = inline.TypeCondition is { } condition ? schema.AllTypes[condition.Type.Name] : type;
                    foreach (var pair in Fields(inline.SelectionSet, on))
                        yield return pair;
                    break;
                case GraphQLFragmentSpread spread when Fragment(spread) is { } fragment:
                    foreach (
                        var pair in Fields(fragment.SelectionSet, schema.AllTypes[fragment.TypeCondition.Type.Name])
                    )
                        yield return pair;
                    break;
            }
    }

    private GraphQLFragmentDefinition? Fragment(GraphQLFragmentSpread spread) =>
        document
            .Definitions.OfType<GraphQLFragmentDefinition>()
            .FirstOrDefault(each => each.FragmentName.Name == spread.FragmentName.Name);

    internal static string Key(GraphQLField field) => (field.Alias?.Name ?? field.Name).StringValue;

    internal static IGraphType? Named(FieldType definition) => definition.ResolvedType?.GetNamedType();
}
