using System.Globalization;

namespace OpsBot.Sandbox.Shopify.State;

/// <summary>Anything in the shop that has a global id, such as <c>gid://shopify/Order/1</c>.</summary>
internal abstract class Node(string type, long id)
{
    internal long Id { get; } = id;

    internal string Gid { get; } = string.Create(CultureInfo.InvariantCulture, $"gid://shopify/{type}/{id}");
}
