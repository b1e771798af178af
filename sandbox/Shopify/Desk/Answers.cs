using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>A refusal inside a payload, HTTP 200 around it. Some types have no code; there it is not shown.</summary>
internal sealed record UserError(IReadOnlyList<string>? Field, string Message, string? Code = null);

internal sealed record ReturnAnswer(Return? Return, params IReadOnlyList<UserError> UserErrors)
{
    internal static ReturnAnswer Refused(string message, string code, params string[] field) =>
        new(null, new UserError(field, message, code));
}

internal sealed record RefundAnswer(Refund? Refund, Order? Order, params IReadOnlyList<UserError> UserErrors);

internal sealed record LabelAnswer(ReverseDelivery? Delivery, params IReadOnlyList<UserError> UserErrors);

internal sealed record NodeAnswer(Node? Node, params IReadOnlyList<UserError> UserErrors);

internal sealed record SubscriptionAnswer(Subscription? Subscription, params IReadOnlyList<UserError> UserErrors);

/// <summary>A refusal that fails the whole field: a top-level error with a code.</summary>
internal sealed class TopLevelException(string message, string code) : Exception(message)
{
    internal string Code { get; } = code;
}
