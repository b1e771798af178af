using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Tickets, comments and users in Zendesk's published JSON shapes.</summary>
internal static class ZendeskJson
{
    internal static JsonObject Ticket(ZendeskTicket ticket, string root) =>
        new()
        {
            ["url"] = $"{root}/tickets/{ticket.Id}.json",
            ["id"] = ticket.Id,
            ["external_id"] = ticket.ExternalId,
            ["via"] = new JsonObject { ["channel"] = "api" },
            ["created_at"] = Time(ticket.CreatedAt),
            ["updated_at"] = Time(ticket.UpdatedAt),
            ["generated_timestamp"] = ticket.UpdatedAt.ToUnixTimeSeconds(),
            ["type"] = null,
            ["subject"] = ticket.Subject,
            ["raw_subject"] = ticket.Subject,
            ["description"] = ticket.Comments[0].Body,
            ["priority"] = ticket.Priority,
            ["status"] = ticket.Status,
            ["recipient"] = null,
            ["requester_id"] = ticket.Requester.Id,
            ["submitter_id"] = ticket.Comments[0].Author.Id,
            ["assignee_id"] = ticket.AssigneeId,
            ["organization_id"] = null,
            ["group_id"] = null,
            ["collaborator_ids"] = new JsonArray(),
            ["follower_ids"] = new JsonArray(),
            ["problem_id"] = null,
            ["has_incidents"] = false,
            ["due_at"] = null,
            ["tags"] = new JsonArray([.. ticket.Tags.Select(tag => JsonValue.Create(tag))]),
            ["custom_fields"] = new JsonArray([
                .. ticket.CustomFields.Select(field => new JsonObject
                {
                    ["id"] = field.Key,
                    ["value"] = field.Value?.DeepClone(),
                }),
            ]),
            ["custom_status_id"] = null,
            ["satisfaction_rating"] = null,
            ["sharing_agreement_ids"] = new JsonArray(),
            ["from_messaging_channel"] = false,
        };

    /// <summary>The record of what a write changed, beside the ticket.</summary>
    internal static JsonObject Audit(ZendeskTicket ticket)
    {
        var last = ticket.Comments[^1];
        return new JsonObject
        {
            ["id"] = last.Id,
            ["ticket_id"] = ticket.Id,
            ["created_at"] = Time(ticket.UpdatedAt),
            ["author_id"] = last.Author.Id,
            ["events"] = last.CreatedAt == ticket.UpdatedAt ? [Comment(last)] : new JsonArray(),
        };
    }

    internal static JsonObject Comment(ZendeskComment comment) =>
        new()
        {
            ["id"] = comment.Id,
            ["type"] = "Comment",
            ["author_id"] = comment.Author.Id,
            ["body"] = comment.Body,
            ["html_body"] = comment.Html ?? $"<div class=\"zd-comment\">{WebUtility.HtmlEncode(comment.Body)}</div>",
            ["plain_body"] = comment.Body,
            ["public"] = comment.IsPublic,
            ["attachments"] = new JsonArray(),
            ["audit_id"] = comment.Id,
            ["via"] = new JsonObject { ["channel"] = "api" },
            ["created_at"] = Time(comment.CreatedAt),
            ["metadata"] = new JsonObject { ["system"] = new JsonObject(), ["custom"] = new JsonObject() },
        };

    internal static JsonObject User(ZendeskUser user, string root) =>
        new()
        {
            ["id"] = user.Id,
            ["url"] = $"{root}/users/{user.Id}.json",
            ["name"] = user.Name,
            ["email"] = user.Email,
            ["role"] = user.Role,
            ["verified"] = true,
            ["active"] = true,
            ["suspended"] = false,
            ["time_zone"] = "Berlin",
            ["locale"] = "en-US",
        };

    /// <summary>Whom a wrong token makes of the caller: nobody in particular, with a 200.</summary>
    internal static JsonObject Anonymous() =>
        new()
        {
            ["id"] = null,
            ["url"] = null,
            ["name"] = "Anonymous user",
            ["email"] = "invalid@example.com",
            ["role"] = "end-user",
            ["verified"] = false,
            ["active"] = null,
            ["suspended"] = false,
            ["time_zone"] = null,
            ["locale"] = "en-US",
        };

    internal static JsonObject Current(ZendeskTicket ticket) =>
        new() { ["current"] = new JsonObject { ["status"] = Shout(ticket.Status) } };

    internal static JsonObject StatusChanged(ZendeskTicket before, ZendeskTicket after) =>
        new() { ["current"] = Shout(after.Status), ["previous"] = Shout(before.Status) };

    internal static JsonObject CommentAdded(ZendeskComment comment) =>
        new()
        {
            ["comment"] = new JsonObject
            {
                ["id"] = Plain(comment.Id),
                ["body"] = comment.Body,
                ["is_public"] = comment.IsPublic,
                ["author"] = new JsonObject
                {
                    ["id"] = Plain(comment.Author.Id),
                    ["name"] = comment.Author.Name,
                    ["is_staff"] = comment.Author.Role != "end-user",
                },
            },
        };

    /// <summary>The ticket as an event webhook tells of it: ids are text there, and the status is in capitals.</summary>
    internal static JsonObject EventDetail(ZendeskTicket ticket) =>
        new()
        {
            ["id"] = Plain(ticket.Id),
            ["external_id"] = ticket.ExternalId,
            ["subject"] = ticket.Subject,
            ["description"] = ticket.Comments[0].Body,
            ["status"] = Shout(ticket.Status),
            ["priority"] = ticket.Priority is null ? null : Shout(ticket.Priority),
            ["requester_id"] = Plain(ticket.Requester.Id),
            ["is_public"] = ticket.Comments[0].IsPublic,
            ["tags"] = new JsonArray([.. ticket.Tags.Select(tag => JsonValue.Create(tag))]),
            ["via"] = new JsonObject { ["channel"] = "api" },
            ["created_at"] = Time(ticket.CreatedAt),
            ["updated_at"] = Time(ticket.UpdatedAt),
        };

    internal static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Shout(string word) => word.ToUpperInvariant();

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
