using System.IO.Compression;
using GraphQLParser;
using GraphQLParser.AST;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Shopify;

/// <summary>Whatever the pretend shop serves must stand in the published schema, word for word.</summary>
public sealed class SubsetTests
{
    [Fact]
    public void Every_type_field_argument_and_word_is_as_published()
    {
        var published = Members(Published());

        var ours = Members(AdminSchema.Text());

        ours.Count.ShouldBeGreaterThan(500);
        ours.Where(pair => published.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair =>
                $"{pair.Key}: ours {pair.Value}, published {published.GetValueOrDefault(pair.Key, "not there")}"
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_type_would_be_found()
    {
        var published = Members(Published());

        var wrong = Members(
            AdminSchema
                .Text()
                .Replace("refunds(first: Int): [Refund!]!", "refunds(first: Int): [Refund]!", StringComparison.Ordinal)
        );

        wrong
            .Where(pair => published.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => pair.Key)
            .ShouldBe(["Order.refunds"]);
    }

    /// <summary>Leaving out a required argument or input field would make documents valid here that are not at Shopify.</summary>
    [Fact]
    public void Nothing_that_must_be_given_is_left_out()
    {
        var ours = Members(AdminSchema.Text());
        var must = Members(Published())
            .Where(pair =>
                pair.Key.Split('.') is [var type, .. var rest]
                && ours.ContainsKey(type)
                && IsGiven(type, rest, ours, pair)
            )
            .Where(pair => pair.Value.EndsWith('!'));

        must.Where(pair => !ours.ContainsKey(pair.Key)).Select(pair => pair.Key).ShouldBeEmpty();
    }

    private static bool IsGiven(
        string type,
        string[] rest,
        Dictionary<string, string> ours,
        KeyValuePair<string, string> pair
    ) =>
        ours[type].StartsWith("input", StringComparison.Ordinal)
            ? rest.Length == 1
            : rest.Length == 2 && ours.ContainsKey($"{type}.{rest[0]}") && pair.Value.EndsWith('!');

    private static string Published()
    {
        using var packed = File.OpenRead(Shared.Find("schemas/shopify-admin-2026-10.graphql.gz"));
        using var plain = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return plain.ReadToEnd();
    }

    private static Dictionary<string, string> Members(string schema)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (var definition in Parser.Parse(schema).Definitions)
            switch (definition)
            {
                case GraphQLObjectTypeDefinition type:
                    all[type.Name.StringValue] = "type";
                    Fields(all, type.Name.StringValue, type.Fields);
                    break;
                case GraphQLInterfaceTypeDefinition type:
                    all[type.Name.StringValue] = "interface";
                    Fields(all, type.Name.StringValue, type.Fields);
                    break;
                case GraphQLInputObjectTypeDefinition input:
                    all[input.Name.StringValue] =
                        "input" + (input.Directives?.Any(each => each.Name == "oneOf") ?? false ? " one of" : "");
                    foreach (var field in input.Fields?.Items ?? [])
                        all[$"{input.Name}.{field.Name}"] = Written(field.Type);
                    break;
                case GraphQLEnumTypeDefinition words:
                    all[words.Name.StringValue] = "enum";
                    foreach (var word in words.Values?.Items ?? [])
                        all[$"{words.Name}.{word.Name}"] = "word";
                    break;
                case GraphQLUnionTypeDefinition union:
                    all[union.Name.StringValue] = "union";
                    foreach (var member in union.Types?.Items ?? [])
                        all[$"{union.Name}.{member.Name}"] = "member";
                    break;
                case GraphQLScalarTypeDefinition scalar:
                    all[scalar.Name.StringValue] = "scalar";
                    break;
                case GraphQLDirectiveDefinition directive:
                    all["@" + directive.Name.StringValue] = string.Join(' ', directive.Locations.Items);
                    Arguments(all, "@" + directive.Name, directive.Arguments);
                    break;
            }

        return all;
    }

    private static void Fields(Dictionary<string, string> all, string type, GraphQLFieldsDefinition? fields)
    {
        foreach (var field in fields?.Items ?? [])
        {
            all[$"{type}.{field.Name}"] = Written(field.Type);
            Arguments(all, $"{type}.{field.Name}", field.Arguments);
        }
    }

    private static void Arguments(Dictionary<string, string> all, string owner, GraphQLArgumentsDefinition? arguments)
    {
        foreach (var argument in arguments?.Items ?? [])
            all[$"{owner}.{argument.Name}"] = Written(argument.Type);
    }

    private static string Written(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType must => Written(must.Type) + "!",
            GraphQLListType list => $"[{Written(list.Type)}]",
            GraphQLNamedType named => named.Name.StringValue,
            _ => "",
        };
}
