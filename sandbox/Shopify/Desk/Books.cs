using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>What every desk of the shop works with: the books, the voice to the outside, and the ledger of what really happened.</summary>
internal sealed record Books(Shop Shop, Notifier Notifier, Ledger Ledger)
{
    /// <summary>One line in the ledger. <c>by</c> is empty when an app did it, and <c> by hand</c> when the merchant did.</summary>
    internal void Record(string effect, string subject, string detail = "", string by = "") =>
        Ledger.Write("shopify", effect + by, subject, detail);

    internal void Touch(Order order)
    {
        order.UpdatedAt = Shop.Now;
        Notifier.Tell("orders/updated", () => OrderPayloads.Whole(Shop, order));
    }
}
