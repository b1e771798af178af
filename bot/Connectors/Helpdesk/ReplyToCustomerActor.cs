using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Writes to a customer: a public comment, which Zendesk mails to them. Never twice.</summary>
internal sealed class ReplyToCustomerActor(ZendeskTickets tickets) : Actor<ReplyToCustomer>
{
    /// <inheritdoc/>
    protected override Task<Acted> ActAsync(ReplyToCustomer effect, EffectKey key, CancellationToken cancel) =>
        tickets.SayAsync(ZendeskComment.From(effect), key, cancel);

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        ReplyToCustomer effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        await tickets.FindAsync(ZendeskComment.From(effect), key, cancel) is { } ticket
            ? new ReadBack.Took(ticket.Receipt)
            : new ReadBack.DidNotTake("no such message to the customer");
}
