using System.IO.Compression;
using System.Reflection;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Sandbox;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>Every document we send is one that Shopify's published schema takes.</summary>
public sealed class ShopifyDocumentTests
{
    private static readonly Lazy<ISchema> Published = new(() =>
    {
        using var file = File.OpenRead(Shared.Find("schemas/shopify-admin-2026-10.graphql.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return Build(text.ReadToEnd());
    });

    private static readonly Lazy<ISchema> Served = new(() =>
    {
        using var text = new StreamReader(
            typeof(Ledger).Assembly.GetManifestResourceStream("OpsBot.Sandbox.Shopify.admin-2026-10.graphql")!
        );
        return Build(text.ReadToEnd());
    });

    public static TheoryData<string> Names() =>
        [
            .. Directory
                .EnumerateFiles(Repo.PathTo("bot/Connectors/Shopify/Documents"))
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];

    [Fact]
    public void Every_file_is_a_document_of_its_own_name()
    {
        var documents = typeof(ShopifyDocument)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => field.GetValue(null))
            .OfType<ShopifyDocument>()
            .ToList();
        documents
            .Select(document => document.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Names().Select(row => row.Data).Order(StringComparer.Ordinal));
        foreach (var document in documents)
            Operation(Parser.Parse(document.Text)).Name!.StringValue.ShouldBe(document.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_fits_the_published_schema(string name) =>
        (await ProblemsAsync(Published.Value, Text(name))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_fits_what_the_pretend_shop_serves(string name) =>
        (await ProblemsAsync(Served.Value, Text(name))).ShouldBeEmpty();

    [Fact]
    public async Task A_field_that_is_not_there_would_be_noticed()
    {
        var wrong = Text("RefundOrder").Replace("field\n", "code\n", StringComparison.Ordinal);
        wrong.ShouldNotBe(Text("RefundOrder"));
        (await ProblemsAsync(Served.Value, wrong)).ShouldNotBeEmpty();
        (await ProblemsAsync(Published.Value, wrong)).ShouldNotBeEmpty();
    }

    /// <summary>The schema does not say that the key is demanded, so nothing else would notice.</summary>
    [Fact]
    public void The_refund_carries_its_key_on_the_field()
    {
        var field = Operation(Parser.Parse(Text("RefundOrder")))
            .SelectionSet.Selections.OfType<GraphQLField>()
            .Single();
        field.Directives!.Single().Name.StringValue.ShouldBe("idempotent");
    }

    [Fact]
    public void Mutations_ask_for_little_back()
    {
        foreach (var name in Names().Select(row => row.Data))
        {
            var operation = Operation(Parser.Parse(Text(name)));
            if (operation.Operation is not OperationType.Mutation)
                continue;
            var root = operation.SelectionSet.Selections.OfType<GraphQLField>().Single();
            foreach (var field in root.SelectionSet!.Selections.OfType<GraphQLField>())
            {
                if (field.Name.StringValue == "userErrors")
                    continue;
                field.SelectionSet!.Selections.OfType<GraphQLField>().Single().Name.StringValue.ShouldBe("id", name);
            }
        }
    }

    private static string Text(string name) =>
        File.ReadAllText(Repo.PathTo("bot/Connectors/Shopify/Documents", name + ".graphql"));

    private static GraphQLOperationDefinition Operation(GraphQLDocument document) =>
        document.Definitions.OfType<GraphQLOperationDefinition>().Single();

    private static Schema Build(string text)
    {
        var schema = Schema.For(
            text,
            builder =>
                builder.Types.ForAll(type =>
                {
                    type.ResolveType = _ => null!;
                    type.IsTypeOfFunc = _ => true;
                })
        );
        foreach (var line in text.Split('\n').Where(line => line.StartsWith("scalar ", StringComparison.Ordinal)))
            schema.RegisterType(new AnyScalar { Name = line.Split(' ')[1].Trim() });
        schema.Initialize();
        return schema;
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(ISchema schema, string text)
    {
        var document = Parser.Parse(text);
        var result = await new DocumentValidator().ValidateAsync(
            new ValidationOptions
            {
                Schema = schema,
                Document = document,
                Operation = Operation(document),
                Variables = Inputs.Empty,
                Rules = DocumentValidator.CoreRules,
                UserContext = new Dictionary<string, object?>(StringComparer.Ordinal),
                CancellationToken = TestContext.Current.CancellationToken,
            }
        );
        return [.. result.Errors.Where(error => error is not InvalidVariableError).Select(error => error.Message)];
    }

    private sealed class AnyScalar : ScalarGraphType
    {
        public override object? ParseValue(object? value) => value;

        public override object? ParseLiteral(GraphQLValue value) => value;

        public override bool CanParseLiteral(GraphQLValue value) => true;
    }
}
