using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using OpsBot.Sandbox.Shopify.Desk;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>The schema file beside this folder, with our resolvers on every field. A field without one fails the start.</summary>
internal static class AdminSchema
{
    private const string Resource = "OpsBot.Sandbox.Shopify.admin-2026-10.graphql";

    internal static string Text()
    {
        using var stream = typeof(AdminSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static ISchema Build(Resolvers resolvers)
    {
        var schema = Schema.For(Text(), builder => builder.Types.ForAll(type => type.ResolveType = _ => null!));
        foreach (var scalar in Scalars.All)
            schema.RegisterType(scalar);
        schema.Initialize();
        foreach (var type in schema.AllTypes)
            Furnish(schema, type, resolvers);
        return schema;
    }

    private static void Furnish(Schema schema, IGraphType type, Resolvers resolvers)
    {
        if (type is IAbstractGraphType family)
            family.ResolveType = thing => (IObjectGraphType)schema.AllTypes[resolvers.TypeOf(thing)]!;
        if (type is not IObjectGraphType home || home.Name.StartsWith("__", StringComparison.Ordinal))
            return;
        foreach (var field in home.Fields)
        {
            var read =
                resolvers.Find(home.Name, field.Name)
                ?? throw new InvalidOperationException($"No resolver for {home.Name}.{field.Name}");
            var access = Access.Of(home.Name, field.Name, field.ResolvedType!.GetNamedType().Name);
            field.Resolver = new FuncFieldResolver<object?>(context => Answer(context, read, access));
        }
    }

    private static object? Answer(
        IResolveFieldContext context,
        Func<IResolveFieldContext, object?> read,
        Access? access
    )
    {
        if (access is not null && !Session.Of(context).May(access.AnyOf))
            throw Denied(context, access);
        try
        {
            return read(context);
        }
        catch (TopLevelException refusal)
        {
            throw new ExecutionError(refusal.Message, refusal) { Code = refusal.Code };
        }
    }

    private static ExecutionError Denied(IResolveFieldContext context, Access access)
    {
        var error = new ExecutionError(
            $"Access denied for {context.FieldDefinition.Name} field. Required access: {access.Words}"
        )
        {
            Code = "ACCESS_DENIED",
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["documentation"] = "https://shopify.dev/api/usage/access-scopes",
                ["requiredAccess"] = access.Words,
            },
        };
        return error;
    }
}
