using System.Text.Json.Nodes;
using OpsBot.Sandbox.Delivery;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Slack.Events;

/// <summary>
/// Delivers events: three seconds to be taken, then three more tries, at once, after a minute and after five. Nothing promises an
/// order, and nothing that they come once. Source: docs.slack.dev/apis/events-api.
/// </summary>
internal sealed class EventPost(BotLine line, EventLimit limit, FaultSwitch faults, TimeProvider clock)
    : IAsyncDisposable
{
    private static readonly TimeSpan[] Retries = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(1);
    private readonly Alarms alarms = new(clock);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private TaskCompletionSource? busy;
    private JsonObject? held;
    private int underWay;
    private int lost;

    /// <summary>Events given up: refused for good, or never taken.</summary>
    internal int Lost => Volatile.Read(ref lost);

    internal void Send(JsonObject envelope)
    {
        if (limit.IsOver(out var told))
        {
            if (told is not null)
                Start(told, attempt: 0, "", null);
            return;
        }

        var copies = faults.Wants("slack", FaultKind.Duplicate) ? 2 : 1;
        JsonObject? earlier;
        bool waits;
        lock (gate)
        {
            earlier = held;
            waits = earlier is null && faults.Wants("slack", FaultKind.Reorder);
            held = waits ? envelope : null;
        }

        if (waits)
        {
            alarms.After(LongestHold, () => Release(envelope));
            return;
        }

        for (var copy = 0; copy < copies; copy++)
            Start(envelope, attempt: 0, "", null);
        if (earlier is not null)
            Start(earlier, attempt: 0, "", null);
    }

    /// <summary>Done when nothing is under way. What waits for its retry does not count: move the clock, then ask again.</summary>
    internal Task IdleAsync()
    {
        lock (gate)
            return busy?.Task ?? Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await alarms.DisposeAsync();
        await IdleAsync();
        stop.Dispose();
    }

    private void Release(JsonObject envelope)
    {
        lock (gate)
        {
            if (!ReferenceEquals(held, envelope))
                return;
            held = null;
        }

        Start(envelope, attempt: 0, "", null);
    }

    private void Start(JsonObject envelope, int attempt, string reason, string? envelopeId)
    {
        lock (gate)
        {
            if (stop.IsCancellationRequested)
                return;
            if (underWay++ == 0)
                busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = DeliverAsync(envelope, attempt, reason, envelopeId);
    }

    private async Task DeliverAsync(JsonObject envelope, int attempt, string reason, string? envelopeId)
    {
        try
        {
            var id = envelopeId ?? Sockets.Envelopes.NewId();
            var answer = await line.EventAsync(envelope, new(attempt, reason, id), stop.Token);
            if (answer.IsTaken)
                return;
            if (attempt == Retries.Length || answer.RefusesRetries)
                Interlocked.Increment(ref lost);
            else
                alarms.After(Retries[attempt], () => Start(envelope, attempt + 1, line.ReasonOf(answer), id));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Closing time: what is undelivered stays so.
        }
        finally
        {
            Settle();
        }
    }

    private void Settle()
    {
        lock (gate)
        {
            if (--underWay > 0)
                return;
            busy!.TrySetResult();
            busy = null;
        }
    }
}

/// <summary>Which try it is, why there was one before, and the id of the envelope it came in then.</summary>
internal sealed record EventTry(int Attempt, string Reason, string EnvelopeId);
