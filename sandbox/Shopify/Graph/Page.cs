using System.Text;
using System.Text.Json;
using GraphQL;
using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>
/// One page of a connection. A cursor holds the sort value and id of its node, so that a page continues rightly when the
/// list has changed meanwhile. https://shopify.dev/docs/api/usage/pagination-graphql
/// </summary>
internal sealed record Page(IReadOnlyList<Edge> Edges, bool HasNext, bool HasPrevious)
{
    private const int Longest = 250;

    internal static Page Of<T>(Args args, IEnumerable<T> all, Func<T, string>? by = null)
        where T : Node
    {
        var (first, last) = (args.Int("first"), args.Int("last"));
        if (first is null && last is null)
            throw new TopLevelException("you must provide one of first or last", "BAD_REQUEST");
        if (first is not null && last is not null)
            throw new TopLevelException("providing both first and last is not supported", "BAD_REQUEST");
        if (first is < 0 or > Longest || last is < 0 or > Longest)
            throw new TopLevelException($"page size must be between 0 and {Longest}", "BAD_REQUEST");
        var sorted = Sorted(all, by ?? (node => Padded(node.Id)), args.Flag("reverse"));
        var direction = args.Flag("reverse") ? -1 : 1;
        var from = Place(args.Text("after")) is { } after
            ? sorted.FindIndex(edge => direction * Compare(edge, after) > 0)
            : 0;
        var to = Place(args.Text("before")) is { } before
            ? sorted.FindIndex(edge => direction * Compare(edge, before) >= 0)
            : sorted.Count;
        from = from < 0 ? sorted.Count : from;
        to = to < 0 ? sorted.Count : to;
        return Cut(sorted, from, Math.Max(from, to), first, last);
    }

    internal static string Sortable(DateTimeOffset time) => Padded(time.UtcTicks);

    internal static string Padded(long number) =>
        number.ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

    private static Page Cut(List<Edge> sorted, int from, int to, int? first, int? last)
    {
        var begin = last is { } tail ? Math.Max(from, to - tail) : from;
        var end = first is { } head ? Math.Min(to, from + head) : to;
        return new Page(sorted[begin..end], end < sorted.Count, begin > 0);
    }

    private static List<Edge> Sorted<T>(IEnumerable<T> all, Func<T, string> by, bool reverse)
        where T : Node
    {
        List<Edge> edges = [.. all.Select(node => new Edge(node, by(node)))];
        edges.Sort((left, right) => Compare(left, (right.Value, right.Node.Id)));
        if (reverse)
            edges.Reverse();
        return edges;
    }

    private static int Compare(Edge edge, (string Value, long Id) place)
    {
        var value = string.CompareOrdinal(edge.Value, place.Value);
        return value != 0 ? value : edge.Node.Id.CompareTo(place.Id);
    }

    private static (string Value, long Id)? Place(string? cursor)
    {
        if (cursor is null)
            return null;
        try
        {
            using var place = JsonDocument.Parse(Convert.FromBase64String(cursor));
            return (
                place.RootElement.GetProperty("last_value").GetString()!,
                place.RootElement.GetProperty("last_id").GetInt64()
            );
        }
        catch (Exception problem)
            when (problem is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new TopLevelException("Invalid cursor for current pagination sort.", "BAD_REQUEST");
        }
    }
}

/// <summary>One node of a page, with what it was sorted by.</summary>
internal sealed record Edge(Node Node, string Value)
{
    internal string Cursor =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{{\"last_id\":{Node.Id},\"last_value\":\"{Value}\"}}"
                )
            )
        );
}

/// <summary>How every connection and edge type is read.</summary>
internal static class PageFields
{
    internal static Func<IResolveFieldContext, object?>? Connection(string field) =>
        field switch
        {
            "edges" => context => ((Page)context.Source!).Edges,
            "nodes" => context => ((Page)context.Source!).Edges.Select(edge => edge.Node),
            "pageInfo" => context => context.Source,
            _ => null,
        };

    internal static Func<IResolveFieldContext, object?>? Edge(string field) =>
        field switch
        {
            "cursor" => context => ((Edge)context.Source!).Cursor,
            "node" => context => ((Edge)context.Source!).Node,
            _ => null,
        };
}
