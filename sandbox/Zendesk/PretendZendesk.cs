namespace OpsBot.Sandbox.Zendesk;

/// <summary>
/// The pretend helpdesk: tickets, what was said in them, and who said it. Public comments of the agent are mail to the
/// customer. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
/// </summary>
internal sealed class PretendZendesk(
    PretendZendeskOptions options,
    ZendeskKeys keys,
    ZendeskWebhooks webhooks,
    Ledger ledger,
    TimeProvider clock
)
{
    private const string System = "zendesk";
    private readonly Dictionary<long, ZendeskTicket> tickets = [];
    private readonly Dictionary<string, List<long>> byExternalId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZendeskUser> users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();
    private long lastId = 35_000;

    /// <summary>The agent whose token the bot uses.</summary>
    internal ZendeskUser Agent { get; } = new(30_001, "OpsBot", options.Email, "agent");

    /// <summary>Opens a ticket; the same key with the same body gives the same ticket again.</summary>
    internal ZendeskAnswer Open(ZendeskChange asked, string? key, byte[] body)
    {
        if (ZendeskRules.WrongWithNew(asked) is { } invalid)
            return invalid;
        ZendeskTicket opened;
        lock (gate)
        {
            if (key is not null && keys.Find(key, body) is { } before)
                return before;
            var ticket = new ZendeskTicket(++lastId, UserOf(asked), Now());
            opened = tickets[ticket.Id] = Apply(ticket, asked, Agent);
            Index(null, opened);
            if (key is not null)
                keys.Keep(key, body, opened);
        }

        ledger.Write(System, "ticket opened", opened.Name, opened.Subject);
        WriteDown(opened);
        webhooks.Send("ticket.created", opened, ZendeskJson.Current(opened));
        return new ZendeskAnswer.Done(opened);
    }

    /// <summary>Changes a ticket as the agent. A closed one refuses; a safe update refuses when somebody was faster.</summary>
    internal ZendeskAnswer Update(long id, ZendeskChange asked)
    {
        ZendeskTicket before;
        ZendeskTicket after;
        lock (gate)
        {
            if (!tickets.TryGetValue(id, out before!))
                return new ZendeskAnswer.NotFound();
            if (before.Status == "closed")
                return new ZendeskAnswer.Invalid("status", "Status: closed prevents ticket update");
            if (ZendeskRules.WrongWith(asked) is { } invalid)
                return invalid;
            if (asked.SafeUpdate && asked.UpdatedStamp != before.UpdatedAt)
                return new ZendeskAnswer.Conflict();
            after = tickets[id] = Apply(before, asked, Agent);
            Index(before.ExternalId, after);
        }

        Follow(before, after);
        return new ZendeskAnswer.Done(after);
    }

    /// <summary>The customer answers by mail. A closed ticket takes no more answers.</summary>
    internal bool CustomerReplies(long id, string body)
    {
        ZendeskTicket before;
        ZendeskTicket after;
        lock (gate)
        {
            if (!tickets.TryGetValue(id, out before!) || before.Status == "closed")
                return false;
            var status = before.Status == "new" ? null : "open";
            var reply = new ZendeskChange { CommentBody = body, Status = status };
            after = tickets[id] = Apply(before, reply, before.Requester);
        }

        Follow(before, after);
        return true;
    }

    /// <summary>An agent closes the ticket for good.</summary>
    internal bool AgentCloses(long id) => Update(id, new ZendeskChange { Status = "closed" }) is ZendeskAnswer.Done;

    internal ZendeskTicket? Find(long id)
    {
        lock (gate)
            return tickets.GetValueOrDefault(id);
    }

    /// <summary>The tickets with this external id, or all; the oldest first.</summary>
    internal IReadOnlyList<ZendeskTicket> All(string? externalId = null)
    {
        lock (gate)
            return externalId is null
                ? [.. tickets.Values]
                : [.. byExternalId.GetValueOrDefault(externalId, []).Order().Select(id => tickets[id])];
    }

    internal ZendeskUser? FindUser(string email)
    {
        lock (gate)
            return string.Equals(email, Agent.Email, StringComparison.OrdinalIgnoreCase)
                ? Agent
                : users.GetValueOrDefault(email);
    }

    private void Follow(ZendeskTicket before, ZendeskTicket after)
    {
        if (after.Comments.Count > before.Comments.Count)
        {
            WriteDown(after);
            webhooks.Send("ticket.comment_added", after, ZendeskJson.CommentAdded(after.Comments[^1]));
        }

        if (after.Status != before.Status)
            webhooks.Send("ticket.status_changed", after, ZendeskJson.StatusChanged(before, after));
    }

    private void WriteDown(ZendeskTicket ticket)
    {
        var comment = ticket.Comments[^1];
        if (comment.Author != Agent)
            return;
        var effect = comment.IsPublic ? "customer told" : "note written";
        ledger.Write(System, effect, ticket.Name, comment.Body[..Math.Min(80, comment.Body.Length)]);
    }

    private void Index(string? before, ZendeskTicket ticket)
    {
        if (ticket.ExternalId == before)
            return;
        if (before is not null)
            byExternalId[before].Remove(ticket.Id);
        if (ticket.ExternalId is { } external)
            (byExternalId.TryGetValue(external, out var list) ? list : byExternalId[external] = []).Add(ticket.Id);
    }

    private ZendeskTicket Apply(ZendeskTicket ticket, ZendeskChange asked, ZendeskUser author)
    {
        var now = Now();
        var comment = new ZendeskComment(
            ++lastId,
            author,
            asked.CommentBody ?? asked.CommentHtml ?? "",
            asked.CommentIsPublic,
            now
        )
        {
            Html = asked.CommentHtml,
        };
        return ticket with
        {
            ExternalId = asked.ExternalId ?? ticket.ExternalId,
            Subject = asked.Subject ?? ticket.Subject,
            Status = asked.Status ?? ticket.Status,
            Priority = asked.Priority ?? ticket.Priority,
            AssigneeId = asked.AssigneeId ?? ticket.AssigneeId,
            Tags = asked.Tags is null ? ticket.Tags : [.. asked.Tags],
            CustomFields = ticket.CustomFields.SetItems(asked.CustomFields),
            Comments = asked.HasComment ? ticket.Comments.Add(comment) : ticket.Comments,
            UpdatedAt = now,
        };
    }

    private ZendeskUser UserOf(ZendeskChange asked)
    {
        if (asked.RequesterEmail is not { } email)
            return Agent;
        if (!users.TryGetValue(email, out var user))
            users[email] = user = new ZendeskUser(++lastId, asked.RequesterName!, email, "end-user");
        return user;
    }

    /// <summary>Zendesk's clock shows whole seconds.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
}
