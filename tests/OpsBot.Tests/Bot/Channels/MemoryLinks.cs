using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>Links in memory; what a store has to hold is tested on real ones.</summary>
internal sealed class MemoryLinks(TimeProvider clock) : ILinkStore
{
    private readonly Dictionary<string, LinkOffer> offers = [];
    private readonly List<PersonLink> links = [];

    public Task<IReadOnlyList<PersonLink>> LinksAsync(DateTimeOffset? since, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PersonLink>>([
            .. links.Where(link => link.EndedAt is null || link.EndedAt >= since),
        ]);

    public Task OfferAsync(LinkOffer offer, CancellationToken cancel)
    {
        offers[offer.CodeHash] = offer;
        return Task.CompletedTask;
    }

    public Task<LinkTaken> TakeAsync(string codeHash, string person, CancellationToken cancel)
    {
        if (!offers.Remove(codeHash, out var offer))
            return Task.FromResult<LinkTaken>(new LinkTaken.NoSuchOffer());
        links.Add(new PersonLink(offer.Person, person, clock.GetUtcNow()));
        return Task.FromResult<LinkTaken>(new LinkTaken.Linked(links[^1]));
    }

    public Task<PersonLink?> EndAsync(string person, CancellationToken cancel)
    {
        var at = links.FindIndex(link => (link.One == person || link.Other == person) && link.EndedAt is null);
        if (at < 0)
            return Task.FromResult<PersonLink?>(null);
        links[at] = links[at] with { EndedAt = clock.GetUtcNow() };
        return Task.FromResult<PersonLink?>(links[at]);
    }
}
