using System.Text.Json;
using GraphQL;
using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>
/// The same key with the same arguments gives the first answer again and does nothing; with other arguments it is refused. Keys
/// are kept for a day. https://shopify.dev/docs/api/usage/idempotent-requests
/// </summary>
internal sealed class IdempotencyKeys(Shop shop)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private readonly Dictionary<string, Used> used = new(StringComparer.Ordinal);

    internal object Once(IResolveFieldContext context, Func<object> act, Func<string, object> refuse)
    {
        var key = context.GetDirective("idempotent")?.GetArgument<string>("key");
        if (string.IsNullOrWhiteSpace(key))
            throw new TopLevelException(
                "The @idempotent directive is required for this mutation but was not provided.",
                "BAD_REQUEST"
            );
        var arguments = JsonSerializer.Serialize(
            context.Arguments!.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal)
        );
        if (used.TryGetValue(key, out var earlier) && shop.Now - earlier.At < Kept)
            return earlier.Arguments == arguments
                ? earlier.Answer
                : refuse("The same idempotency key cannot be used with different operation parameters.");
        var answer = act();
        used[key] = new Used(arguments, answer, shop.Now);
        return answer;
    }

    private sealed record Used(string Arguments, object Answer, DateTimeOffset At);
}
