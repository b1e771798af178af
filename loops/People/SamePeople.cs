using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>Says who somebody is across chats: every door asks here, before it is decided what they may.</summary>
public sealed class SamePeople(ILinkStore links, Roles roles)
{
    /// <summary>The person with all their ids.</summary>
    public async Task<Person> WholeAsync(Person person, CancellationToken cancel) =>
        With(person, await ReadAsync(since: null, cancel));

    /// <summary>
    /// The person with all their ids, as far as one question is concerned. A link that ended after its run began counts: nobody
    /// becomes somebody else to decide it, also not by having it asked anew. Where nothing hangs on it, nothing is read.
    /// </summary>
    public async Task<Person> WholeAsync(Person person, Escalation about, CancellationToken cancel) =>
        Matters(person, about) ? With(person, await ReadAsync(about.Question.Began ?? about.OpenedAt, cancel)) : person;

    /// <summary>Everybody who is known by more than one id now.</summary>
    public Task<Identities> AllAsync(CancellationToken cancel) => ReadAsync(since: null, cancel);

    private static Person With(Person person, Identities known) => person with { Others = known.OthersOf(person.Id) };

    private async Task<Identities> ReadAsync(DateTimeOffset? since, CancellationToken cancel) =>
        new(roles.Named, await links.LinksAsync(since, cancel));

    /// <summary>Somebody of the team asked for it, or somebody else is on it or was asked about it.</summary>
    private bool Matters(Person person, Escalation about) =>
        (about.Claim is { } claim && claim.By != person.Id)
        || about.Inquiries.Count > 0
        || (about.Question.AskedBy is { } asker && roles.OwnersOf(asker).Any(owner => owner != person.Id));
}
