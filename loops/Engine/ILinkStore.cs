namespace OpsBot.Loops.Engine;

/// <summary>Keeps which ids people said are theirs in two chats, and the codes by which they say so.</summary>
public interface ILinkStore
{
    /// <summary>The links that stand.</summary>
    /// <param name="since">Where given: and those that stood at this moment or later.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<IReadOnlyList<PersonLink>> LinksAsync(DateTimeOffset? since, CancellationToken cancel);

    /// <summary>Keeps an offer, in place of an earlier one of the same person.</summary>
    Task OfferAsync(LinkOffer offer, CancellationToken cancel);

    /// <summary>
    /// Takes an offer that somebody made in another chat, once, and keeps the link: one transaction, so that of many who take it
    /// one does.
    /// </summary>
    /// <param name="codeHash">The offer's.</param>
    /// <param name="person">Who takes it, as <c>chat:user</c>.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<LinkTaken> TakeAsync(string codeHash, string person, CancellationToken cancel);

    /// <summary>Ends the link of a person, from now on.</summary>
    /// <returns>It; nothing where there was none.</returns>
    Task<PersonLink?> EndAsync(string person, CancellationToken cancel);
}

/// <summary>Two ids of one person.</summary>
/// <param name="One">Who offered it, as <c>chat:user</c>.</param>
/// <param name="Other">Who took it, in another chat.</param>
/// <param name="At">Since when.</param>
public sealed record PersonLink(string One, string Other, DateTimeOffset At)
{
    /// <summary>Until when; it stands where absent.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Somebody says that whoever knows a code is themselves in another chat.</summary>
/// <param name="CodeHash">The code, hashed: whoever reads the store cannot take it.</param>
/// <param name="Person">Who says so, as <c>chat:user</c>.</param>
/// <param name="Until">Until when it can be taken.</param>
public sealed record LinkOffer(string CodeHash, string Person, DateTimeOffset Until);

/// <summary>What came of taking an offer.</summary>
public abstract record LinkTaken
{
    private LinkTaken() { }

    /// <summary>They are linked.</summary>
    public sealed record Linked(PersonLink Link) : LinkTaken;

    /// <summary>Nobody offers that, or not any more, or only in the same chat.</summary>
    public sealed record NoSuchOffer : LinkTaken;

    /// <summary>One of them is linked already; the offer is used up.</summary>
    public sealed record LinkedBefore(PersonLink Link) : LinkTaken;
}
