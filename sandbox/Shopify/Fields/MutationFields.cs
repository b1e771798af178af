using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>What an app may do, each at its desk.</summary>
internal static class MutationFields
{
    internal static void Add(Resolvers on, Counter counter)
    {
        var mutation = on.On<object?>("Mutation");
        Returns(mutation, counter);
        Rest(mutation, counter);
        Payloads(on);
    }

    private static void Returns(Fields<object?> mutation, Counter counter) =>
        mutation
            .Is("returnApproveRequest", (_, args) => counter.Returns.Approve(Input(args).Id("id")))
            .Is(
                "returnDeclineRequest",
                (_, args) =>
                    counter.Returns.Decline(
                        Input(args).Id("id"),
                        Input(args).Id("declineReason"),
                        Input(args).Text("declineNote")
                    )
            )
            .Is("returnProcess", (_, args) => counter.Processing.Process(Inputs.Process(Input(args))))
            .Is("returnClose", (_, args) => counter.Returns.Close(args.Id("id")))
            .Is("returnCancel", (_, args) => counter.Returns.Cancel(args.Id("id")))
            .Is("returnRequest", (_, args) => Request(counter, Input(args)));

    private static void Rest(Fields<object?> mutation, Counter counter) =>
        mutation
            .With(
                "refundCreate",
                (_, context) =>
                    counter.Keys.Once(
                        context,
                        () => counter.Refunds.Create(Inputs.Refund(Input(Args.Of(context)), counter.Shop)),
                        message => new RefundAnswer(null, null, new UserError(null, message))
                    )
            )
            .Is("reverseDeliveryCreateWithShipping", (_, args) => counter.Labels.Attach(Inputs.Label(args)))
            .Is("tagsAdd", (_, args) => counter.Tags.Add(args.Id("id"), args.Texts("tags")!))
            .Is("tagsRemove", (_, args) => counter.Tags.Remove(args.Id("id"), args.Texts("tags")!))
            .Is(
                "webhookSubscriptionCreate",
                (_, args) =>
                    counter.Subscriptions.Create(
                        Inputs.Subscription(args.Id("topic"), args.Child("webhookSubscription")!.Value)
                    )
            )
            .Is("webhookSubscriptionDelete", (_, args) => counter.Subscriptions.Delete(args.Id("id")));

    private static void Payloads(Resolvers on)
    {
        foreach (var name in new[] { "ApproveRequest", "DeclineRequest", "Process", "Close", "Cancel", "Request" })
            on.On<ReturnAnswer>($"Return{name}Payload")
                .Is("return", each => each.Return)
                .Is("userErrors", each => each.UserErrors);
        on.On<RefundAnswer>("RefundCreatePayload")
            .Is("refund", each => each.Refund)
            .Is("order", each => each.Order)
            .Is("userErrors", each => each.UserErrors);
        on.On<LabelAnswer>("ReverseDeliveryCreateWithShippingPayload")
            .Is("reverseDelivery", each => each.Delivery)
            .Is("userErrors", each => each.UserErrors);
        foreach (var name in new[] { "TagsAddPayload", "TagsRemovePayload" })
            on.On<NodeAnswer>(name).Is("node", each => each.Node).Is("userErrors", each => each.UserErrors);
        on.On<SubscriptionAnswer>("WebhookSubscriptionCreatePayload")
            .Is("webhookSubscription", each => each.Subscription)
            .Is("userErrors", each => each.UserErrors);
        on.On<SubscriptionAnswer>("WebhookSubscriptionDeletePayload")
            .Is("deletedWebhookSubscriptionId", each => each.Subscription?.Gid)
            .Is("userErrors", each => each.UserErrors);
        on.On<UserError>("UserError").Is("field", each => each.Field).Is("message", each => each.Message);
        on.On<UserError>("ReturnUserError")
            .Is("field", each => each.Field)
            .Is("message", each => each.Message)
            .Is("code", each => each.Code);
    }

    private static ReturnAnswer Request(Counter counter, Args input) =>
        counter.Shop.FindOf<Order>(input.Id("orderId"), "Order") is { } order
            ? counter.Returns.Request(order, Inputs.Request(input, counter.Shop, order))
            : ReturnAnswer.Refused("Order not found.", "NOT_FOUND", "input", "orderId");

    private static Args Input(Args args) => args.Child("input")!.Value;
}
