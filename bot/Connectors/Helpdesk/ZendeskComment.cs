using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Something to be said in the ticket of a matter.</summary>
/// <param name="Matter">The ticket's external id.</param>
/// <param name="Subject">The ticket's subject where it has to be opened.</param>
/// <param name="Body">Plain text.</param>
internal sealed record ZendeskComment(string Matter, string Subject, string Body)
{
    /// <summary>Whom it is mailed to; nobody where it is for colleagues.</summary>
    internal ZendeskRequester? To { get; init; }

    /// <summary>Zendesk mails public comments to the ticket's requester.</summary>
    internal bool IsPublic => To is not null;

    internal static ZendeskComment From(ReplyToCustomer reply) =>
        new(reply.Matter, reply.Subject, reply.Body)
        {
            // Zendesk refuses a requester without a name.
            To = new ZendeskRequester(string.IsNullOrWhiteSpace(reply.Name) ? reply.Email : reply.Name, reply.Email),
        };

    internal static ZendeskComment From(NoteInHelpdesk note) => new(note.Matter, note.Subject, note.Body);
}

/// <summary>Whose ticket it is.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their e-mail address.</param>
internal sealed record ZendeskRequester(string Name, string Email);
