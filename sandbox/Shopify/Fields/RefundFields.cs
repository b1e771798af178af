using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>How refunds, done and suggested, are read.</summary>
internal static class RefundFields
{
    internal static void Add(Resolvers on)
    {
        Done(on);
        Suggested(on);
        on.On<ShippingRefund>("ShippingRefund")
            .Is("amountSet", each => each.Suggestion.Shipping.In(each.Suggestion.Order))
            .Is("maximumRefundableSet", each => each.Suggestion.ShippingLeft.In(each.Suggestion.Order))
            .Is("taxSet", each => Amount.Zero.In(each.Suggestion.Order));
        on.On<SuggestedPayment>("SuggestedOrderTransaction")
            .Is("kind", _ => "SUGGESTED_REFUND")
            .Is("gateway", each => each.Parent.Gateway)
            .Is("formattedGateway", each => each.Parent.Gateway.Replace('_', ' '))
            .Is("amountSet", each => each.Amount.In(each.Order))
            .Is("maximumRefundableSet", each => each.Parent.Refundable.In(each.Order))
            .Is("parentTransaction", each => each.Parent);
    }

    private static void Done(Resolvers on)
    {
        on.On<Refund>("Refund")
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("order", each => each.Order)
            .Is("return", each => each.Return)
            .Is("note", each => each.Note)
            .Is("createdAt", each => each.CreatedAt)
            .Is("processedAt", each => each.CreatedAt)
            .Is("updatedAt", each => each.CreatedAt)
            .Is("totalRefundedSet", each => each.Total.In(each.Order))
            .Is("refundLineItems", (each, args) => Page.Of(args, each.Lines))
            .Is("transactions", (each, args) => Page.Of(args, each.Transactions));
        on.On<RefundLine>("RefundLineItem")
            .Is("id", each => each.Gid)
            .Is("lineItem", each => each.Line)
            .Is("location", each => each.Location)
            .Is("quantity", each => each.Quantity)
            .Is("restockType", each => each.RestockType)
            .Is("restocked", each => each.RestockType is "RETURN" or "CANCEL")
            .Is("priceSet", each => each.Line.UnitPrice.InShopMoney(each.Line.Order))
            .Is("subtotalSet", each => each.Share.Subtotal.In(each.Line.Order))
            .Is("totalTaxSet", each => each.Share.Tax.In(each.Line.Order));
    }

    private static void Suggested(Resolvers on)
    {
        on.On<Suggestion>("SuggestedRefund")
            .Is("amountSet", each => each.Payout.In(each.Order))
            .Is("maximumRefundableSet", each => each.Order.NetPayment.In(each.Order))
            .Is("subtotalSet", each => each.Subtotal.In(each.Order))
            .Is("discountedSubtotalSet", each => each.Subtotal.In(each.Order))
            .Is("totalTaxSet", each => each.Tax.In(each.Order))
            .Is("totalDutiesSet", each => Amount.Zero.In(each.Order))
            .Is("totalCartDiscountAmountSet", each => Amount.Zero.In(each.Order))
            .Is("refundLineItems", each => each.Lines)
            .Is("shipping", each => new ShippingRefund(each))
            .Is("suggestedTransactions", each => each.Payments());
        on.On<OldReturnSuggestion>("SuggestedReturnRefund")
            .Is("amount", each => each.Of.Payout.In(each.Of.Order))
            .Is("maximumRefundable", each => each.Of.Order.NetPayment.In(each.Of.Order))
            .Is("subtotal", each => each.Of.Subtotal.In(each.Of.Order))
            .Is("discountedSubtotal", each => each.Of.Subtotal.In(each.Of.Order))
            .Is("totalTax", each => each.Of.Tax.In(each.Of.Order))
            .Is("totalDuties", each => Amount.Zero.In(each.Of.Order))
            .Is("totalCartDiscountAmount", each => Amount.Zero.In(each.Of.Order))
            .Is("shipping", each => new ShippingRefund(each.Of))
            .Is("suggestedTransactions", each => each.Of.Payments());
        on.On<Outcome>("SuggestedReturnFinancialOutcome")
            .Is("discountedSubtotal", each => each.Of.Subtotal.In(each.Of.Order))
            .Is("financialTransfer", each => Transfer(each.Of))
            .Is("maximumRefundable", each => each.Of.Order.NetPayment.In(each.Of.Order))
            .Is("shipping", each => new ShippingRefund(each.Of))
            .Is("totalAdditionalFees", each => Amount.Zero.In(each.Of.Order))
            .Is("totalCartDiscountAmount", each => Amount.Zero.In(each.Of.Order))
            .Is("totalDuties", each => Amount.Zero.In(each.Of.Order))
            .Is("totalTax", each => each.Of.Tax.In(each.Of.Order));
        on.On<PaidOut>("RefundReturnOutcome")
            .Is("amount", each => each.Of.Payout.In(each.Of.Order))
            .Is("suggestedTransactions", each => each.Of.Payments());
        on.On<Owed>("InvoiceReturnOutcome").Is("amount", each => (Amount.Zero - each.Of.Due).In(each.Of.Order));
    }

    /// <summary>Money to the customer, money from the customer, or none.</summary>
    private static object? Transfer(Suggestion suggestion) =>
        suggestion.Due.Presentment switch
        {
            > 0 => new PaidOut(suggestion),
            < 0 => new Owed(suggestion),
            _ => null,
        };
}

internal sealed record ShippingRefund(Suggestion Suggestion);

internal sealed record OldReturnSuggestion(Suggestion Of);

internal sealed record Outcome(Suggestion Of);

internal sealed record PaidOut(Suggestion Of);

internal sealed record Owed(Suggestion Of);
