namespace OpsBot.Sandbox.ShipBob;

/// <summary>Returns over HTTP. https://developer.shipbob.com/api/returns/create-return-order</summary>
internal static class ShipBobReturnEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/return", CreateAsync);
        api.MapGet(
            "/return",
            (HttpRequest request, PretendShipBob shipBob, ShipBobJson json) =>
                ShipBobReturnSearch.Answer(request, shipBob, json)
        );
        api.MapGet("/return/{id:long}", Get);
        api.MapPut("/return/{id:long}", EditAsync);
        api.MapPost("/return/{id:long}:cancel", Cancel);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request,
        ShipBobGate gate,
        PretendShipBob shipBob,
        ShipBobJson json
    )
    {
        if (gate.RefusesToWrite(request, out var channel) is { } refusal)
            return refusal;
        var (asked, wrong) = ShipBobRequests.ReadReturn(await ShipBobEndpoints.ReadBodyAsync(request));
        return asked is null
            ? ShipBobReplies.BadRequest(wrong!)
            : Answer(
                shipBob.Announce(channel, asked),
                done => Results.Json(json.Short(done), statusCode: StatusCodes.Status201Created)
            );
    }

    private static IResult Get(long id, PretendShipBob shipBob, ShipBobJson json) =>
        shipBob.Find(id) is { } known ? Results.Json(json.Full(known)) : ShipBobReplies.NotFound($"Return {id}");

    private static async Task<IResult> EditAsync(
        long id,
        HttpRequest request,
        ShipBobGate gate,
        PretendShipBob shipBob,
        ShipBobJson json
    )
    {
        if (gate.RefusesToWrite(request, out _) is { } refusal)
            return refusal;
        var (asked, wrong) = ShipBobRequests.ReadReturn(await ShipBobEndpoints.ReadBodyAsync(request));
        return asked is null
            ? ShipBobReplies.BadRequest(wrong!)
            : Answer(shipBob.Change(id, asked), done => Results.Json(json.Short(done)));
    }

    /// <summary>The published list of answers has no 422 here: a return too far along is a 400.</summary>
    private static IResult Cancel(long id, HttpRequest request, ShipBobGate gate, PretendShipBob shipBob) =>
        gate.RefusesToWrite(request, out _)
        ?? shipBob.Cancel(id) switch
        {
            ShipBobAnswer.Refused(var why) => ShipBobReplies.BadRequest(why),
            var answer => Answer(answer, _ => Results.Json(new { })),
        };

    private static IResult Answer(ShipBobAnswer answer, Func<ShipBobReturn, IResult> write) =>
        answer switch
        {
            ShipBobAnswer.Done(var done) => write(done),
            ShipBobAnswer.Refused(var why) => ShipBobReplies.Unprocessable(why),
            _ => ShipBobReplies.NotFound("Return"),
        };
}
