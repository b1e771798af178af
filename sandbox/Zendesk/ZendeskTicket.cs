using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>A ticket as it stands; every change makes a new one. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/</summary>
internal sealed record ZendeskTicket(long Id, ZendeskUser Requester, DateTimeOffset CreatedAt)
{
    internal string? ExternalId { get; init; }

    internal string Subject { get; init; } = "";

    internal string Status { get; init; } = "new";

    internal string? Priority { get; init; }

    internal long? AssigneeId { get; init; }

    internal ImmutableList<string> Tags { get; init; } = [];

    internal ImmutableSortedDictionary<long, JsonNode?> CustomFields { get; init; } =
        ImmutableSortedDictionary<long, JsonNode?>.Empty;

    internal ImmutableList<ZendeskComment> Comments { get; init; } = [];

    internal DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    /// <summary>What a shop person calls it: the id its opener gave it, or its number.</summary>
    internal string Name => ExternalId ?? $"ticket {Id}";
}

/// <summary>One comment: a mail to the customer when it is public and by an agent, a note when it is not.</summary>
internal sealed record ZendeskComment(long Id, ZendeskUser Author, string Body, bool IsPublic, DateTimeOffset CreatedAt)
{
    internal string? Html { get; init; }
}

/// <summary>A customer or an agent.</summary>
internal sealed record ZendeskUser(long Id, string Name, string Email, string Role);

/// <summary>The fields of one write; what is null was not sent.</summary>
internal sealed record ZendeskChange
{
    internal static IReadOnlyList<string> Statuses { get; } = ["new", "open", "pending", "hold", "solved", "closed"];

    internal static IReadOnlyList<string> Priorities { get; } = ["low", "normal", "high", "urgent"];

    internal string? RequesterName { get; init; }

    internal string? RequesterEmail { get; init; }

    internal string? ExternalId { get; init; }

    internal string? Subject { get; init; }

    internal string? Status { get; init; }

    internal string? Priority { get; init; }

    internal long? AssigneeId { get; init; }

    internal IReadOnlyList<string>? Tags { get; init; }

    internal IReadOnlyDictionary<long, JsonNode?> CustomFields { get; init; } = new Dictionary<long, JsonNode?>();

    internal string? CommentBody { get; init; }

    internal string? CommentHtml { get; init; }

    /// <summary>True unless the writer says otherwise: the trap that mails a note to the customer.</summary>
    internal bool CommentIsPublic { get; init; } = true;

    internal bool HasComment => !string.IsNullOrWhiteSpace(CommentBody ?? CommentHtml);

    internal bool SafeUpdate { get; init; }

    internal DateTimeOffset? UpdatedStamp { get; init; }
}

/// <summary>What came of a write.</summary>
internal abstract record ZendeskAnswer
{
    /// <param name="Ticket">As it stood right after the write.</param>
    /// <param name="Again">The same key was seen before: nothing was done now.</param>
    internal sealed record Done(ZendeskTicket Ticket, bool Again = false) : ZendeskAnswer;

    internal sealed record Invalid(string Field, string Description, string? Error = null) : ZendeskAnswer;

    internal sealed record NotFound : ZendeskAnswer;

    internal sealed record Conflict : ZendeskAnswer;

    internal sealed record OtherRequestUnderKey : ZendeskAnswer;
}
