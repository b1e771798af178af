using GraphQL;
using OpsBot.Sandbox.Shopify.Door;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>Who asks, for as long as one request lasts, and what the search of its lists found odd.</summary>
internal sealed class Session(Token token) : Dictionary<string, object?>(StringComparer.Ordinal)
{
    internal Token Token { get; } = token;

    internal List<Dictionary<string, object?>> SearchWarnings { get; } = [];

    internal bool May(params IEnumerable<string> anyOf) => anyOf.Any(scope => Token.Scopes.Contains(scope));

    internal static Session Of(IResolveFieldContext context) => (Session)context.UserContext;
}
