using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;

namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>
/// One socket that said hello. What comes is taken as it comes and acknowledged through the same socket; acknowledgements go
/// one after the other, since a socket takes no two at once.
/// </summary>
internal sealed class SlackSocket(
    WebSocket socket,
    SlackEnvelopes envelopes,
    SlackSocketPatience patience,
    TimeProvider clock
) : IAsyncDisposable
{
    private readonly TaskCompletionSource<SlackParting> parting = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly ConcurrentDictionary<Task, bool> underWay = [];
    private readonly SemaphoreSlim sending = new(1);
    private Task reading = Task.CompletedTask;
    private volatile bool isLeaving;

    /// <summary>Completes when it is of no use any more, and says why; it may go on bringing things for a while.</summary>
    internal Task<SlackParting> Parting => parting.Task;

    /// <summary>Nothing more comes through it.</summary>
    internal bool IsOver => reading.IsCompleted;

    /// <summary>When it was opened.</summary>
    internal DateTimeOffset Since { get; } = clock.GetUtcNow();

    /// <summary>Begins to listen.</summary>
    internal void Begin() => reading = ReadAsync();

    /// <summary>Its successor is open: takes what still comes until Slack closes it, or for a while, and closes.</summary>
    internal async Task LeaveAsync(CancellationToken stop)
    {
        try
        {
            await reading.WaitAsync(patience.Linger, clock, stop);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            // Slack leaves the closing to us.
        }

        await DisposeAsync();
    }

    /// <summary>Begins nothing more, acknowledges what was begun, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        isLeaving = true;
        await Task.WhenAll(underWay.Keys);
        try
        {
            using var late = new CancellationTokenSource(patience.Close, clock);
            await sending.WaitAsync(late.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late.Token);
            await reading.WaitAsync(late.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // Whoever does not close in time, or cannot, is left.
        }

        socket.Abort();
        await reading;
        socket.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await SlackFrames.ReadAsync(socket, CancellationToken.None) is { } frame)
                await HearAsync(frame);
        }
        catch (Exception error)
        {
            // Slack sends again what was not acknowledged.
            envelopes.Broke(error);
        }
        finally
        {
            parting.TrySetResult(SlackParting.Lost);
        }
    }

    private async Task HearAsync(SlackFrame frame)
    {
        if (SlackJson.Object(frame.Text) is not { } said)
            envelopes.Strange();
        else if (said.Text("type") == "disconnect")
            parting.TrySetResult(SlackPartings.Of(said.Text("reason")));
        else if (SlackEnvelope.In(said) is { } envelope)
            await BeginAsync(envelope);
        else if (said.Text("type") != "hello")
            envelopes.Strange();
    }

    /// <summary>What comes while it closes is left to be sent again through another.</summary>
    private async Task BeginAsync(SlackEnvelope envelope)
    {
        await envelopes.PlaceAsync(CancellationToken.None);
        if (isLeaving)
        {
            envelopes.NoPlace();
            return;
        }

        var taking = TakeAsync(envelope);
        underWay[taking] = true;
        _ = taking.ContinueWith(
            done => underWay.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private async Task TakeAsync(SlackEnvelope envelope)
    {
        if (await envelopes.TakeAsync(envelope) is not { } ack)
            return;
        await sending.WaitAsync();
        try
        {
            var bytes = Encoding.UTF8.GetBytes(ack);
            using var late = new CancellationTokenSource(patience.Close, clock);
            await socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, late.Token);
        }
        catch (Exception error)
            when (error
                    is WebSocketException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or InvalidOperationException
            )
        {
            // It broke meanwhile: Slack sends it again, and it is known.
        }
        finally
        {
            sending.Release();
        }
    }
}
