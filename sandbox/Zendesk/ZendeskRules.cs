using System.Net.Mail;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>What Zendesk refuses in a ticket write, in its words.</summary>
internal static class ZendeskRules
{
    internal static ZendeskAnswer.Invalid? WrongWithNew(ZendeskChange asked)
    {
        if (!asked.HasComment)
            return new ZendeskAnswer.Invalid("base", "Description: cannot be blank", "BlankValue");
        if (asked.RequesterEmail is { } email && !MailAddress.TryCreate(email, out _))
            return new ZendeskAnswer.Invalid("base", "Requester: Email is invalid");
        if (asked.RequesterEmail is not null && string.IsNullOrWhiteSpace(asked.RequesterName))
            return new ZendeskAnswer.Invalid("base", "Requester: Name: is too short (minimum one character)");
        return WrongWith(asked);
    }

    internal static ZendeskAnswer.Invalid? WrongWith(ZendeskChange asked)
    {
        if (asked.Status is { } status && !ZendeskChange.Statuses.Contains(status, StringComparer.Ordinal))
            return new ZendeskAnswer.Invalid("status", $"Status: {status} is not valid", "InvalidValue");
        if (asked.Priority is { } priority && !ZendeskChange.Priorities.Contains(priority, StringComparer.Ordinal))
            return new ZendeskAnswer.Invalid("priority", $"Priority: {priority} is not valid", "InvalidValue");
        return null;
    }
}
