namespace OpsBot.Sandbox.Faults;

/// <summary>Stands before the pretend systems, lets the ordered faults happen, and writes every request down.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultSwitch faults, ServerLog log, TimeProvider clock)
{
    /// <summary>The status written down when the caller saw no answer at all.</summary>
    private const int NoAnswer = 0;

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var system = path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        if (!FaultSwitch.Systems.Contains(system, StringComparer.Ordinal))
        {
            await next(context);
            return;
        }

        var target = path + context.Request.QueryString;
        var call = new Call(
            log,
            new ServerLogEntry(system, context.Request.Method, target, NoAnswer, clock.GetUtcNow())
        );
        context.Response.OnStarting(() =>
        {
            call.WriteDown(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        var body = faults.ReadsBodies(system) ? await BodyAsync(context.Request) : "";
        var (delay, fault) = faults.Take(system, path, body);
        await (delay is null && fault is null ? next(context) : MisbehaveAsync(context, call, delay, fault));
    }

    private static async Task<string> BodyAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return body;
    }

    private async Task MisbehaveAsync(HttpContext context, Call call, FaultOrder? delay, FaultOrder? fault)
    {
        if (fault?.Kind is FaultKind.Down)
        {
            Break(context, call);
            return;
        }

        var body = fault?.Kind is FaultKind.TooMany or FaultKind.ErrorBeforeDoing ? [] : await DoAsync(context);
        if (delay is not null)
            await Task.Delay(delay.Wait, clock, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await AnswerAsync(context, call, fault, body);
    }

    /// <summary>Runs the endpoint to its end while its answer is held back.</summary>
    private async Task<byte[]> DoAsync(HttpContext context)
    {
        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await next(context);
            return held.ToArray();
        }
        finally
        {
            context.Response.Body = wire;
        }
    }

    private static async Task AnswerAsync(HttpContext context, Call call, FaultOrder? fault, byte[] body)
    {
        switch (fault?.Kind)
        {
            case null:
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
                break;
            case FaultKind.TooMany:
                await FaultAnswers.TooManyAsync(context, fault);
                break;
            case FaultKind.ErrorAfterDoing or FaultKind.ErrorBeforeDoing:
                await FaultAnswers.ErrorAsync(context, fault.Status);
                break;
            case FaultKind.Truncated when body.Length > 1:
                call.WriteDown(context.Response.StatusCode);
                await TornAnswer.SendHalfAsync(context, body);
                break;
            default:
                Break(context, call);
                break;
        }
    }

    private static void Break(HttpContext context, Call call)
    {
        call.WriteDown(NoAnswer);
        context.Abort();
    }

    /// <summary>Written down once: a broken connection still goes through the motions of answering.</summary>
    private sealed class Call(ServerLog log, ServerLogEntry entry)
    {
        private int written;

        internal void WriteDown(int status)
        {
            if (Interlocked.Exchange(ref written, 1) == 0)
                log.Write(entry with { Status = status });
        }
    }
}
