namespace OpsBot.Tests.Sandbox.Shopify;

/// <summary>The questions a returns loop asks.</summary>
internal static class Documents
{
    internal const string Return = """
        query Return($id: ID!) {
          return(id: $id) {
            id name status createdAt closedAt totalQuantity
            order { id name }
            decline { reason note }
            returnLineItems(first: 50) {
              pageInfo { hasNextPage endCursor }
              nodes {
                __typename id quantity processableQuantity processedQuantity unprocessedQuantity refundableQuantity refundedQuantity
                customerNote returnReason returnReasonNote returnReasonDefinition { handle name }
                ... on ReturnLineItem {
                  fulfillmentLineItem { id lineItem { id sku title quantity } }
                  restockingFee { percentage amountSet { shopMoney { amount currencyCode } } }
                  withCodeDiscountedTotalPriceSet { shopMoney { amount currencyCode } }
                }
                ... on UnverifiedReturnLineItem { unitPrice { amount currencyCode } }
              }
            }
            exchangeLineItems(first: 10) { nodes { id quantity variantSku } }
            refunds(first: 10) { nodes { id note totalRefundedSet { shopMoney { amount currencyCode } } } }
            reverseFulfillmentOrders(first: 5) {
              nodes { id status lineItems(first: 50) { nodes { id totalQuantity fulfillmentLineItem { id } dispositions { type quantity } } } }
            }
          }
        }
        """;

    internal const string Outcome = """
        query Outcome($id: ID!, $lines: [SuggestedOutcomeReturnLineItemInput!]!) {
          return(id: $id) {
            suggestedFinancialOutcome(returnLineItems: $lines, exchangeLineItems: [], refundShipping: { fullRefund: false }) {
              maximumRefundable { shopMoney { amount currencyCode } }
              financialTransfer {
                __typename
                ... on RefundReturnOutcome {
                  amount { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
                  suggestedTransactions { kind gateway amountSet { presentmentMoney { amount currencyCode } } parentTransaction { id } }
                }
                ... on InvoiceReturnOutcome { amount { presentmentMoney { amount currencyCode } } }
              }
            }
          }
        }
        """;

    internal const string Requested = """
        query Requested($after: String, $first: Int!) {
          orders(first: $first, after: $after, query: "return_status:return_requested", sortKey: UPDATED_AT) {
            pageInfo { hasNextPage endCursor }
            nodes { id name returns(first: 10, query: "status:REQUESTED") { nodes { id status createdAt } } }
          }
        }
        """;

    internal const string Order = """
        query Order($id: ID!) {
          order(id: $id) {
            id name createdAt cancelledAt test tags returnStatus displayFinancialStatus displayFulfillmentStatus currencyCode
            presentmentCurrencyCode totalPriceSet { shopMoney { amount currencyCode } }
            totalRefundedSet { shopMoney { amount currencyCode } }
            shippingAddress { zip countryCodeV2 validationResultSummary }
            customer {
              id displayName numberOfOrders amountSpent { amount currencyCode } defaultEmailAddress { emailAddress }
              defaultPhoneNumber { phoneNumber marketingState }
              orders(first: 20, sortKey: CREATED_AT, reverse: true) { nodes { id name returns(first: 5) { nodes { id status } } } }
            }
            transactions(first: 20) { id kind status gateway amountSet { shopMoney { amount currencyCode } } }
            fulfillments(first: 20) { id displayStatus createdAt deliveredAt trackingInfo { number url company } }
            disputes { id status }
            risk { recommendation }
            returns(first: 50) { nodes { id name status } }
            refunds(first: 20) { id note totalRefundedSet { shopMoney { amount currencyCode } } }
          }
        }
        """;

    internal const string Approve = """
        mutation Approve($input: ReturnApproveRequestInput!) {
          returnApproveRequest(input: $input) {
            return { id status reverseFulfillmentOrders(first: 5) { nodes { id lineItems(first: 50) { nodes { id totalQuantity fulfillmentLineItem { id } } } } } }
            userErrors { code field message }
          }
        }
        """;

    internal const string Decline = """
        mutation Decline($input: ReturnDeclineRequestInput!) {
          returnDeclineRequest(input: $input) { return { id status decline { reason note } } userErrors { code field message } }
        }
        """;

    internal const string Process = """
        mutation Process($input: ReturnProcessInput!) {
          returnProcess(input: $input) {
            return { id status refunds(first: 5) { nodes { id totalRefundedSet { shopMoney { amount currencyCode } } } } }
            userErrors { code field message }
          }
        }
        """;

    internal const string Close = """
        mutation Close($id: ID!) { returnClose(id: $id) { return { id status closedAt } userErrors { code field message } } }
        """;

    internal const string Refund = """
        mutation Refund($input: RefundInput!, $key: String!) {
          refundCreate(input: $input) @idempotent(key: $key) {
            refund {
              id note totalRefundedSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
              transactions(first: 5) { nodes { id kind status gateway } }
            }
            order { id displayFinancialStatus totalRefundedSet { shopMoney { amount currencyCode } } }
            userErrors { field message }
          }
        }
        """;

    internal const string SuggestedRefund = """
        query Suggested($id: ID!, $lines: [RefundLineItemInput!]) {
          order(id: $id) {
            suggestedRefund(refundLineItems: $lines) {
              amountSet { presentmentMoney { amount currencyCode } }
              suggestedTransactions { kind gateway amountSet { presentmentMoney { amount currencyCode } } parentTransaction { id } }
            }
          }
        }
        """;

    internal const string Label = """
        mutation Label($id: ID!, $lines: [ReverseDeliveryLineItemInput!]!, $tracking: ReverseDeliveryTrackingInput, $label: ReverseDeliveryLabelInput) {
          reverseDeliveryCreateWithShipping(reverseFulfillmentOrderId: $id, reverseDeliveryLineItems: $lines, trackingInput: $tracking, labelInput: $label) {
            reverseDelivery { id deliverable { __typename ... on ReverseDeliveryShippingDeliverable { tracking { number url } label { publicFileUrl } } } }
            userErrors { code field message }
          }
        }
        """;

    internal const string Tag = """
        mutation Tag($id: ID!, $tags: [String!]!) {
          tagsAdd(id: $id, tags: $tags) { node { __typename ... on Order { id name tags } } userErrors { field message } }
        }
        """;

    internal const string Subscribe = """
        mutation Subscribe($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
          webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
            webhookSubscription { id topic uri }
            userErrors { field message }
          }
        }
        """;

    internal const string Subscriptions = """
        query Subscriptions { webhookSubscriptions(first: 50) { nodes { id topic uri } pageInfo { hasNextPage endCursor } } }
        """;

    internal const string About = """
        query About { shop { name ianaTimezone currencyCode myshopifyDomain } currentAppInstallation { accessScopes { handle } } }
        """;
}
