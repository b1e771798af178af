using System.Text.RegularExpressions;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>
/// Puts tags on orders and customers. Tags compare without case, and a comma splits one into several.
/// https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/tagsAdd
/// </summary>
internal sealed partial class TagDesk(Books books)
{
    internal NodeAnswer Add(string id, IReadOnlyList<string> tags)
    {
        var (node, list, refusal) = Tagged(id);
        if (list is null)
            return refusal!;
        foreach (var tag in Split(tags).Where(tag => !list.Contains(tag, StringComparer.OrdinalIgnoreCase)))
        {
            list.Add(tag);
            if (node is Order order)
                books.Record("order tagged", $"{order.Name} {tag}");
        }

        return Done(node!, list);
    }

    internal NodeAnswer Remove(string id, IReadOnlyList<string> tags)
    {
        var (node, list, refusal) = Tagged(id);
        if (list is null)
            return refusal!;
        var gone = Split(tags).ToList();
        list.RemoveAll(tag => gone.Contains(tag, StringComparer.OrdinalIgnoreCase));
        return Done(node!, list);
    }

    private NodeAnswer Done(Node node, List<string> list)
    {
        list.Sort(StringComparer.OrdinalIgnoreCase);
        if (node is Order order)
            books.Touch(order);
        return new(node);
    }

    private (Node? Node, List<string>? Tags, NodeAnswer? Refusal) Tagged(string id)
    {
        if (!Kind().IsMatch(id))
            throw new TopLevelException("invalid id", "RESOURCE_NOT_FOUND");
        return books.Shop.Find<Node>(id) switch
        {
            Order order => (order, order.Tags, null),
            Customer customer => (customer, customer.Tags, null),
            _ => (null, null, new(null, new UserError(["id"], $"{id.Split('/')[3]} does not exist"))),
        };
    }

    private static IEnumerable<string> Split(IReadOnlyList<string> tags) =>
        tags.SelectMany(tag => tag.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("^gid://shopify/(Order|Customer)/[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kind();
}
