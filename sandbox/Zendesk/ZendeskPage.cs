using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>
/// Lists in pages of at most 100: by page number, or by cursor where the caller sends <c>page[size]</c>.
/// https://developer.zendesk.com/api-reference/introduction/pagination/
/// </summary>
internal static class ZendeskPage
{
    private const int Largest = 100;

    internal static JsonObject Write<T>(
        string name,
        IReadOnlyList<T> all,
        HttpRequest request,
        Func<T, JsonNode> write
    ) =>
        request.Query.ContainsKey("page[size]")
            ? ByCursor(name, all, request, write)
            : ByNumber(name, all, request, write);

    private static JsonObject ByNumber<T>(
        string name,
        IReadOnlyList<T> all,
        HttpRequest request,
        Func<T, JsonNode> write
    )
    {
        var page = Math.Max(1, Number(request, "page", 1));
        var size = Math.Clamp(Number(request, "per_page", Largest), 1, Largest);
        var skip = (long)(page - 1) * size;
        return new JsonObject
        {
            [name] = Slice(all, skip, size, write),
            ["next_page"] = skip + size < all.Count ? Address(request, "page", page + 1) : null,
            ["previous_page"] = page > 1 ? Address(request, "page", page - 1) : null,
            ["count"] = all.Count,
        };
    }

    private static JsonObject ByCursor<T>(
        string name,
        IReadOnlyList<T> all,
        HttpRequest request,
        Func<T, JsonNode> write
    )
    {
        var size = Math.Clamp(Number(request, "page[size]", Largest), 1, Largest);
        var skip = Math.Max(0, Number(request, "page[after]", 0));
        var more = skip + size < all.Count;
        return new JsonObject
        {
            [name] = Slice(all, skip, size, write),
            ["meta"] = new JsonObject
            {
                ["has_more"] = more,
                ["after_cursor"] = more ? Plain(skip + size) : null,
                ["before_cursor"] = skip > 0 ? Plain(Math.Max(0, skip - size)) : null,
            },
            ["links"] = new JsonObject
            {
                ["next"] = more ? Address(request, "page[after]", skip + size) : null,
                ["prev"] = skip > 0 ? Address(request, "page[after]", Math.Max(0, skip - size)) : null,
            },
        };
    }

    private static JsonArray Slice<T>(IReadOnlyList<T> all, long skip, int size, Func<T, JsonNode> write) =>
        [.. all.Skip((int)Math.Min(skip, all.Count)).Take(size).Select(write)];

    private static int Number(HttpRequest request, string name, int otherwise) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    private static string Address(HttpRequest request, string name, int number)
    {
        var query = request.Query.Where(pair => pair.Key != name).Append(new(name, Plain(number)));
        return UriHelper.BuildAbsolute(
            request.Scheme,
            request.Host,
            request.PathBase,
            request.Path,
            QueryString.Create(query)
        );
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
