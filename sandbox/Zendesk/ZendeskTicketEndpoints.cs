using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Tickets over HTTP. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/</summary>
internal static class ZendeskTicketEndpoints
{
    private const int LongestKey = 255;

    internal static void Map(IEndpointRouteBuilder api, string ending)
    {
        api.MapPost("/tickets" + ending, OpenAsync);
        api.MapGet("/tickets" + ending, List);
        api.MapGet("/tickets/{id:long}" + ending, Show);
        api.MapPut("/tickets/{id:long}" + ending, UpdateAsync);
        api.MapGet("/tickets/{id:long}/comments" + ending, Comments);
    }

    private static async Task<IResult> OpenAsync(HttpRequest request, PretendZendesk zendesk)
    {
        var body = await ReadAsync(request);
        if (ZendeskRequests.Read(body) is not { } asked)
            return ZendeskReplies.BadAttribute("Parameter ticket is required");
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
            return ZendeskReplies.BadAttribute("Idempotency-Key may have 255 characters at most");

        var answer = zendesk.Open(asked, key.Length == 0 ? null : key, body);
        if (answer is not ZendeskAnswer.Done(var ticket, var again))
            return Refuse(answer);
        var response = request.HttpContext.Response;
        if (key.Length > 0)
            response.Headers["x-idempotency-lookup"] = again ? "hit" : "miss";
        response.Headers.Location = $"{ZendeskEndpoints.RootOf(request)}/tickets/{ticket.Id}.json";
        return Results.Json(Describe(ticket, request, withAudit: true), statusCode: StatusCodes.Status201Created);
    }

    private static IResult List(HttpRequest request, PretendZendesk zendesk)
    {
        var external = request.Query["external_id"].ToString();
        return Results.Json(
            ZendeskPage.Write(
                "tickets",
                zendesk.All(external.Length == 0 ? null : external),
                request,
                ticket => ZendeskJson.Ticket(ticket, ZendeskEndpoints.RootOf(request))
            )
        );
    }

    private static IResult Show(long id, HttpRequest request, PretendZendesk zendesk) =>
        zendesk.Find(id) is { } ticket
            ? Results.Json(Describe(ticket, request, withAudit: false))
            : ZendeskReplies.NotFound();

    private static async Task<IResult> UpdateAsync(
        long id,
        HttpRequest request,
        ZendeskGate gate,
        PretendZendesk zendesk
    )
    {
        if (ZendeskRequests.Read(await ReadAsync(request)) is not { } asked)
            return ZendeskReplies.BadAttribute("Parameter ticket is required");
        if (asked.SafeUpdate && asked.UpdatedStamp is null)
            return ZendeskReplies.BadAttribute("safe_update needs updated_stamp");
        if (gate.RefusesUpdate(request.HttpContext.Response, id) is { } refusal)
            return refusal;
        var answer = zendesk.Update(id, asked);
        return answer is ZendeskAnswer.Done(var ticket, _)
            ? Results.Json(Describe(ticket, request, withAudit: true))
            : Refuse(answer);
    }

    private static IResult Comments(long id, HttpRequest request, PretendZendesk zendesk)
    {
        if (zendesk.Find(id) is not { } ticket)
            return ZendeskReplies.NotFound();
        var newestFirst = request.Query["sort_order"] == "desc" || request.Query["sort"] == "-created_at";
        IReadOnlyList<ZendeskComment> comments = newestFirst ? [.. ticket.Comments.Reverse()] : ticket.Comments;
        return Results.Json(ZendeskPage.Write("comments", comments, request, ZendeskJson.Comment));
    }

    private static JsonObject Describe(ZendeskTicket ticket, HttpRequest request, bool withAudit)
    {
        var json = new JsonObject { ["ticket"] = ZendeskJson.Ticket(ticket, ZendeskEndpoints.RootOf(request)) };
        if (withAudit)
            json["audit"] = ZendeskJson.Audit(ticket);
        return json;
    }

    private static IResult Refuse(ZendeskAnswer answer) =>
        answer switch
        {
            ZendeskAnswer.Invalid invalid => ZendeskReplies.Invalid(invalid),
            ZendeskAnswer.Conflict => ZendeskReplies.Conflict(),
            ZendeskAnswer.OtherRequestUnderKey => ZendeskReplies.OtherRequestUnderKey(),
            _ => ZendeskReplies.NotFound(),
        };

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}
