using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>The merchant at the admin pages, doing by hand what the bot must then notice. Every act fires its webhooks.</summary>
internal sealed class Merchant(Shop shop, Counter counter)
{
    private const string ByHand = " by hand";

    internal ReturnAnswer Approve(Return each) => shop.Do(() => counter.Returns.Approve(each.Gid, ByHand));

    internal ReturnAnswer Decline(Return each, string reason = "OTHER", string? note = null) =>
        shop.Do(() => counter.Returns.Decline(each.Gid, reason, note, ByHand));

    internal ReturnAnswer Cancel(Return each) => shop.Do(() => counter.Returns.Cancel(each.Gid, ByHand));

    internal ReturnAnswer Close(Return each) => shop.Do(() => counter.Returns.Close(each.Gid, ByHand));

    /// <summary>Refunds a return's goods in full; null when there is nothing left to refund.</summary>
    internal Refund? Refund(Return each) =>
        shop.Do(() =>
        {
            List<RefundLineWish> lines =
            [
                .. each
                    .Lines.Where(line => line.Goods is not null && line.Refundable > 0)
                    .Select(line => new RefundLineWish(line.Goods!.Line.Gid, line.Refundable, "NO_RESTOCK", null)),
            ];
            var suggestion = counter.Arithmetic.ForOrder(each.Order, lines, everything: false, Amount.Zero);
            var wish = new RefundWish(each.Order.Gid)
            {
                Note = "Refunded by the shop",
                Currency = each.Order.PresentmentCurrency,
                Lines = lines,
                Payments =
                [
                    .. suggestion
                        .Payments()
                        .Select(payment => new PaymentWish(payment.Parent.Gid, payment.Amount.Presentment)),
                ],
            };
            return counter.Refunds.Create(wish, ByHand).Refund;
        });

    internal void CancelOrder(Order order, string reason = "CUSTOMER") =>
        shop.Do(() =>
        {
            order.CancelledAt ??= shop.Now;
            order.CancelReason ??= reason;
            counter.Books.Record("order cancelled", order.Name, reason, ByHand);
            counter.Books.Notifier.Tell("orders/cancelled", () => OrderPayloads.Whole(shop, order));
            counter.Books.Touch(order);
            return order;
        });

    internal Dispute OpenDispute(Order order, string kind = "CHARGEBACK") =>
        shop.Do(() =>
        {
            var dispute = shop.Add(new Dispute(shop.NextId()) { Kind = kind });
            order.Disputes.Add(dispute);
            counter.Books.Record("dispute opened", order.Name, kind, ByHand);
            counter.Books.Notifier.Tell("disputes/create", () => OrderPayloads.Disputed(shop, order, dispute));
            counter.Books.Touch(order);
            return dispute;
        });

    /// <summary>Takes pieces off a return that nobody has worked on: a <c>returns/update</c> without id and status.</summary>
    internal bool RemoveLine(Return each, ReturnLine line) =>
        shop.Do(() =>
        {
            if (line.Processed + line.Refunded > 0 || each.Lines.Count < 2 || !each.Lines.Remove(line))
                return false;
            shop.Remove(line);
            each.ReverseOrders.ForEach(reverse => reverse.Lines.RemoveAll(back => back.ReturnLine == line));
            counter.Books.Record("return line removed", $"{each.Name} {line.Gid}", by: ByHand);
            counter.Books.Notifier.Tell("returns/update", () => ReturnPayloads.Removed(each, line, line.Quantity));
            counter.Books.Touch(each.Order);
            return true;
        });
}
