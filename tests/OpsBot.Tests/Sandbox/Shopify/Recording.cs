using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Shopify;

/// <summary>A question put to the real Shopify once, and what it answered; put again to the pretend one with other ids.</summary>
internal sealed class Recording
{
    private readonly JsonElement whole;

    internal Recording(string name) =>
        whole = JsonSerializer.Deserialize<JsonElement>(Shared.Read($"fixtures/shopify/graphql/{name}.json"));

    internal JsonElement Response => whole.GetProperty("response");

    private string Query => whole.GetProperty("request").GetProperty("query").GetString()!;

    /// <summary>Asks the same and holds the answer against the recorded one: keys, kinds, messages, codes, places and price.</summary>
    internal async Task ReplayAsync(ShopHost host, params (string Recorded, string Ours)[] ids)
    {
        var variables = whole.GetProperty("request").GetProperty("variables").GetRawText();
        foreach (var (recorded, ours) in ids)
            variables = variables.Replace(recorded, ours, StringComparison.Ordinal);

        var answer = await host.AskAsync(Query, JsonNode.Parse(variables));

        Shapes(answer).ShouldBe(Shapes(Response), ignoreOrder: true);
        Words(answer).ShouldBe(Words(Response));
        Price(answer).ShouldBe(Price(Response), 0.005 * Price(Response));
    }

    /// <summary>Every path of an answer with the kind of what is there; all items of a list are one path.</summary>
    internal static IReadOnlyList<string> Shapes(JsonElement answer)
    {
        SortedSet<string> all = new(StringComparer.Ordinal);
        Walk(answer, "", all);
        return [.. all];
    }

    private static void Walk(JsonElement at, string path, SortedSet<string> all)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in at.EnumerateObject())
                    Walk(property.Value, $"{path}.{property.Name}", all);
                break;
            case JsonValueKind.Array:
                all.Add(path + ": list");
                foreach (var item in at.EnumerateArray())
                    Walk(item, path + "[]", all);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                all.Add(path + ": flag");
                break;
            default:
                all.Add($"{path}: {at.ValueKind}");
                break;
        }
    }

    /// <summary>What is said in errors and user errors, ids taken out.</summary>
    private static List<string> Words(JsonElement answer)
    {
        List<string> words = [];
        if (answer.TryGetProperty("errors", out var errors))
            foreach (var error in errors.EnumerateArray())
                words.Add(
                    $"{WithoutIds(error.GetProperty("message"))} {error.GetProperty("extensions").GetProperty("code")} {JsonSerializer.Serialize(error.GetProperty("locations"))}"
                );
        if (answer.TryGetProperty("data", out var data))
            foreach (var root in data.EnumerateObject().Where(root => root.Value.ValueKind == JsonValueKind.Object))
                if (root.Value.TryGetProperty("userErrors", out var refusals))
                    words.Add(JsonSerializer.Serialize(refusals));
        return words;
    }

    private static string WithoutIds(JsonElement message) => message.GetString()!.Split("gid://")[0];

    private static double Price(JsonElement answer) =>
        answer.TryGetProperty("extensions", out var extensions)
            ? double.Parse(
                extensions.GetProperty("cost").GetProperty("requestedQueryCost").GetRawText(),
                CultureInfo.InvariantCulture
            )
            : 0;
}
