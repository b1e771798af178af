using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using OpsBot.Sandbox.Shopify.State;
using Token = OpsBot.Sandbox.Shopify.Door.Token;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>
/// Answers one request as the Admin API does: the document first, then its variables, then what it costs, and only then the
/// shop is touched. https://shopify.dev/docs/api/admin-graphql
/// </summary>
internal sealed class AdminApi(ISchema schema, Shop shop)
{
    private const int MostDocuments = 500;
    private static readonly GraphQLSerializer Json = new();
    private readonly DocumentExecuter executer = new();
    private readonly ConcurrentDictionary<string, GraphQLDocument> good = new(StringComparer.Ordinal);

    internal async Task<Reply> AnswerAsync(Question question, Token token, CancellationToken stop)
    {
        var document = good.GetValueOrDefault(question.Query);
        var fresh = document is null;
        try
        {
            document ??= Parser.Parse(question.Query);
        }
        catch (GraphQLSyntaxErrorException problem)
        {
            return Reply.Of(StaticErrors.Syntax(problem));
        }

        if (Operation(document, question.OperationName) is not { } operation)
            return Reply.Of(StaticErrors.NoOperation(question.OperationName));
        if (fresh && await RefusalsAsync(document, operation, stop) is { Count: > 0 } refusals)
            return Reply.Of(refusals);
        if (fresh && good.Count < MostDocuments)
            good[question.Query] = document;
        if (VariableCheck.Problems(schema, operation, question.Variables, document) is { Count: > 0 } problems)
            return Reply.Of(problems);
        return await PayAndRunAsync(question, document, operation, token, stop);
    }

    private async Task<Reply> PayAndRunAsync(
        Question question,
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        Token token,
        CancellationToken stop
    )
    {
        var cost = new Cost(schema, document, question.Variables);
        var requested = cost.Requested(operation);
        if (requested > Cost.Most)
            return Reply.Of([Cost.TooMuch(requested)]);
        if (!token.Bucket.TryTake(requested, out var left))
            return Reply.Of([Cost.Throttled()], Cost.Report(requested, null, token.Bucket, left));
        var session = new Session(token);
        var result = await shop.DoAsync(
            async () =>
            {
                var done = await executer.ExecuteAsync(Options(question, document, session, stop));
                return (done.Errors, Data: ((ExecutionNode?)done.Data)?.ToValue());
            },
            stop
        );
        var data = result.Data as IReadOnlyDictionary<string, object?>;
        var actual = Math.Min(requested, cost.Actual(operation, data));
        var extensions = Cost.Report(requested, actual, token.Bucket, token.Bucket.GiveBack(requested - actual));
        if (session.SearchWarnings.Count > 0)
            extensions["search"] = session.SearchWarnings;
        return new Reply(result.Errors?.Select(RunError.Of).ToList() ?? [], HasData: true, data, extensions);
    }

    private ExecutionOptions Options(
        Question question,
        GraphQLDocument document,
        Session session,
        CancellationToken stop
    ) =>
        new()
        {
            Schema = schema,
            Query = question.Query,
            Document = document,
            CachedDocumentValidationRules = [],
            OperationName = question.OperationName,
            Variables =
                question.Variables.ValueKind == JsonValueKind.Object
                    ? Json.ReadNode<Inputs>(question.Variables)
                    : Inputs.Empty,
            UserContext = session,
            CancellationToken = stop,
        };

    private async Task<List<Dictionary<string, object?>>> RefusalsAsync(
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        CancellationToken stop
    )
    {
        var result = await new DocumentValidator().ValidateAsync(
            new ValidationOptions
            {
                Schema = schema,
                Document = document,
                Operation = operation,
                Rules = DocumentValidator.CoreRules,
                Variables = Inputs.Empty,
                Extensions = Inputs.Empty,
                UserContext = new Dictionary<string, object?>(StringComparer.Ordinal),
                CancellationToken = stop,
            }
        );
        return [.. result.Errors.Where(StaticErrors.Counts).Select(error => StaticErrors.Of(error, schema, document))];
    }

    private static GraphQLOperationDefinition? Operation(GraphQLDocument document, string? name)
    {
        var all = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        return string.IsNullOrEmpty(name)
            ? all.Count == 1
                ? all[0]
                : null
            : all.Find(operation => operation.Name?.StringValue == name);
    }
}

/// <summary>What came in the body of a request.</summary>
internal sealed record Question(string Query, JsonElement Variables, string? OperationName);

/// <summary>What goes out in the body of an answer. Without data the key is left out, as for a throttled request.</summary>
internal sealed record Reply(
    IReadOnlyList<Dictionary<string, object?>> Errors,
    bool HasData,
    object? Data,
    IReadOnlyDictionary<string, object?>? Extensions
)
{
    internal static Reply Of(
        IReadOnlyList<Dictionary<string, object?>> errors,
        IReadOnlyDictionary<string, object?>? extensions = null
    ) => new(errors, HasData: false, null, extensions);

    internal Dictionary<string, object?> Body()
    {
        Dictionary<string, object?> body = new(StringComparer.Ordinal);
        if (Errors.Count > 0)
            body["errors"] = Errors;
        if (HasData)
            body["data"] = Data;
        if (Extensions is not null)
            body["extensions"] = Extensions;
        return body;
    }
}
