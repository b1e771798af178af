namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>Takes what came through any socket, so many at a time, and says what to acknowledge it with.</summary>
internal sealed partial class SlackEnvelopes(
    SlackInbound inbound,
    SlackSocketPatience patience,
    ILogger<SlackEnvelopes> log
) : IDisposable
{
    private readonly SemaphoreSlim places = new(patience.AtOnce);

    public void Dispose() => places.Dispose();

    /// <summary>Waits until one more may be taken.</summary>
    internal Task PlaceAsync(CancellationToken cancel) => places.WaitAsync(cancel);

    /// <summary>It is not taken after all.</summary>
    internal void NoPlace() => places.Release();

    /// <summary>Takes an envelope and gives its place free.</summary>
    /// <returns>The acknowledgement; nothing where Slack is to send it again.</returns>
    internal async Task<string?> TakeAsync(SlackEnvelope envelope)
    {
        try
        {
            var receipt = await inbound.TakeAsync(envelope.Sent());
            switch (receipt.Received)
            {
                case SlackReceived.Unready or SlackReceived.Stranger:
                    Log.NotTaken(log, envelope.Type, receipt.Received);
                    return null;
                case SlackReceived.NotUnderstood:
                    // Sent again it would be no clearer.
                    Log.NotUnderstood(log, envelope.Type);
                    return envelope.Ack(null);
                default:
                    return envelope.Ack(receipt.Payload);
            }
        }
        catch (Exception fault)
        {
            Log.Failed(log, fault, envelope.Type);
            return null;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>A socket broke; what it says of itself may hold its ticket.</summary>
    internal void Broke(Exception error) => Log.Broke(log, error.GetType().Name);

    /// <summary>Something came that is no envelope.</summary>
    internal void Strange() => Log.NotUnderstood(log, "?");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Slack sent {Type} that is not taken ({Received}); it may send it again")]
        internal static partial void NotTaken(ILogger log, string type, SlackReceived received);

        [LoggerMessage(LogLevel.Warning, "Slack sent {Type} through a socket that is not understood")]
        internal static partial void NotUnderstood(ILogger log, string type);

        [LoggerMessage(LogLevel.Information, "Slack: a socket broke ({What})")]
        internal static partial void Broke(ILogger log, string what);

        [LoggerMessage(LogLevel.Error, "Slack sent {Type} and taking it failed; it may send it again")]
        internal static partial void Failed(ILogger log, Exception fault, string type);
    }
}
