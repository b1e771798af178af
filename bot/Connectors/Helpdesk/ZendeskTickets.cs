using System.Net;
using System.Text.Json.Nodes;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>
/// The tickets of matters: found by their external id, which is exact and immediate where the search is not; opened where there
/// is none, followed up where all are closed. developer.zendesk.com/api-reference/ticketing/tickets/tickets
/// </summary>
internal sealed class ZendeskTickets(ZendeskClient zendesk)
{
    /// <summary>Says something in the ticket of its matter, unless it has been said.</summary>
    /// <exception cref="OutsideException">It was not said, or may have been.</exception>
    internal async Task<Acted> SayAsync(ZendeskComment comment, EffectKey key, CancellationToken cancel)
    {
        var there = await OfAsync(comment.Matter, cancel);
        if (await SaidInAsync(there, comment, key, cancel) is { } before)
            return new Acted.Done(before.Receipt);

        var fit = there.Where(ticket => !ticket.IsInternal || !comment.IsPublic).ToList();
        if (fit.Find(ticket => !ticket.IsClosed) is { } open)
        {
            var answer = await zendesk.ChangeAsync(open.Number, Said(comment, key), cancel);
            if (answer.IsSuccess || !await ClosedMeanwhileAsync(open, answer, cancel))
                return Judged(answer, open.Receipt);
            fit = [open];
        }

        return await OpenAsync(comment, key, fit.LastOrDefault(), cancel);
    }

    /// <summary>The ticket in which something was said; nothing where it was not.</summary>
    /// <exception cref="OutsideException">Zendesk could not be read.</exception>
    internal async Task<ZendeskTicket?> FindAsync(ZendeskComment comment, EffectKey key, CancellationToken cancel) =>
        await SaidInAsync(await OfAsync(comment.Matter, cancel), comment, key, cancel);

    /// <summary>A matter's tickets, the first one first: the external id is not unique, and the first is the one to keep to.</summary>
    private async Task<List<ZendeskTicket>> OfAsync(string matter, CancellationToken cancel)
    {
        var page = await zendesk.GetAsync($"tickets?external_id={Uri.EscapeDataString(matter)}", cancel);
        return
        [
            .. page.List("tickets")
                .Where(ticket => ticket.Text("external_id") == matter)
                .Select(ZendeskTicket.Read)
                .OrderBy(ticket => ticket.Id),
        ];
    }

    private async Task<ZendeskTicket?> SaidInAsync(
        List<ZendeskTicket> tickets,
        ZendeskComment comment,
        EffectKey key,
        CancellationToken cancel
    )
    {
        foreach (var ticket in Enumerable.Reverse(tickets))
            if (await IsSaidInAsync(ticket, comment, key, cancel))
                return ticket;
        return null;
    }

    /// <summary>Reads a ticket's comments, newest first, until the one that carries the mark.</summary>
    private async Task<bool> IsSaidInAsync(
        ZendeskTicket ticket,
        ZendeskComment comment,
        EffectKey key,
        CancellationToken cancel
    )
    {
        var after = "";
        while (true)
        {
            var path = $"tickets/{ticket.Number}/comments?sort=-created_at&page[size]=100{after}";
            var page = await zendesk.GetAsync(path, cancel);
            if (page.List("comments").Any(said => IsIt(said.Get("public")?.GetBoolean(), said.Text("body"))))
                return true;
            if (page.Get("meta") is not { } meta || meta.Get("has_more")?.GetBoolean() is not true)
                return false;
            after = $"&page[after]={Uri.EscapeDataString(meta.Text("after_cursor") ?? "")}";
        }

        bool IsIt(bool? isPublic, string? body) => isPublic == comment.IsPublic && ZendeskMark.IsIn(body, key);
    }

    private async Task<bool> ClosedMeanwhileAsync(
        ZendeskTicket ticket,
        OutsideResponse answer,
        CancellationToken cancel
    ) =>
        answer.Status == (int)HttpStatusCode.UnprocessableEntity
        && (await zendesk.GetAsync($"tickets/{ticket.Number}", cancel)).Get("ticket") is { } now
        && ZendeskTicket.Read(now).IsClosed;

    private async Task<Acted> OpenAsync(
        ZendeskComment comment,
        EffectKey key,
        ZendeskTicket? closed,
        CancellationToken cancel
    )
    {
        var ticket = Said(comment, key);
        ticket["external_id"] = comment.Matter;
        ticket["subject"] = comment.Subject;
        if (closed is not null)
            ticket["via_followup_source_id"] = closed.Id;
        if (comment.To is { } to)
            ticket["requester"] = new JsonObject { ["name"] = to.Name, ["email"] = to.Email };
        else
            ticket["tags"] = new JsonArray(ZendeskTicket.InternalTag);
        var answer = await zendesk.OpenAsync(ticket, $"opsbot-{key}", cancel);
        return answer.IsSuccess ? new Acted.Done(Opened(answer).Receipt) : Judged(answer, receipt: "");
    }

    private static JsonObject Said(ZendeskComment comment, EffectKey key) =>
        new()
        {
            ["comment"] = new JsonObject
            {
                ["body"] = ZendeskMark.Put(comment.Body, key),
                // Always said: where it is not, Zendesk mails the comment to the customer.
                ["public"] = comment.IsPublic,
            },
        };

    private static ZendeskTicket Opened(OutsideResponse answer) =>
        answer.Json(Safety.Write).Get("ticket") is { } made
            ? ZendeskTicket.Read(made)
            : throw answer.Unclear(Safety.Write, "answered without a ticket");

    private static Acted Judged(OutsideResponse answer, string receipt) =>
        (HttpStatusCode)answer.Status switch
        {
            _ when answer.IsSuccess => new Acted.Done(receipt),
            HttpStatusCode.UnprocessableEntity => new Acted.Refused(answer.Words()),
            // Somebody was faster, or has deleted the ticket: nothing was written, and next time it is looked for anew.
            HttpStatusCode.Conflict or HttpStatusCode.NotFound => throw answer.Failed(FailureKind.Safe, answer.Words()),
            _ => throw answer.Broken(answer.Words()),
        };
}
