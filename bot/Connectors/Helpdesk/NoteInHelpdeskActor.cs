using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Leaves a note for colleagues, which the customer never sees. Never twice.</summary>
internal sealed class NoteInHelpdeskActor(ZendeskTickets tickets) : Actor<NoteInHelpdesk>
{
    /// <inheritdoc/>
    protected override Task<Acted> ActAsync(NoteInHelpdesk effect, EffectKey key, CancellationToken cancel) =>
        tickets.SayAsync(ZendeskComment.From(effect), key, cancel);

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        NoteInHelpdesk effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        await tickets.FindAsync(ZendeskComment.From(effect), key, cancel) is { } ticket
            ? new ReadBack.Took(ticket.Receipt)
            : new ReadBack.DidNotTake("no such note");
}
