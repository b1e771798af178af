using System.Text.RegularExpressions;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>An id of the wrong kind is no "not found": it fails the field as <c>RESOURCE_NOT_FOUND</c>.</summary>
internal static partial class Ids
{
    /// <summary>The thing itself, null when there is none, and an exception when the id names another kind of thing.</summary>
    internal static T? FindOf<T>(this Shop shop, string gid, params string[] types)
        where T : Node
    {
        var shape = Shape().Match(gid);
        if (!shape.Success || !types.Contains(shape.Groups["type"].Value, StringComparer.Ordinal))
            throw new TopLevelException($"Invalid id: {gid}", "RESOURCE_NOT_FOUND");
        return shop.Find<T>(gid);
    }

    [GeneratedRegex("^gid://shopify/(?<type>[A-Za-z]+)/[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
