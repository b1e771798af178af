using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Everything that comes from Slack goes through here, over HTTP or through a socket, once it is certain that Slack sent it.
/// It is acknowledged within a second whatever happens behind; what takes longer is told when it is there.
/// </summary>
internal sealed class SlackInbound(
    IEnumerable<ISlackHandler> handlers,
    SlackGuard guard,
    SlackTeller teller,
    TimeProvider clock,
    IHostApplicationLifetime life
)
{
    /// <summary>Slack shows an error after three seconds: docs.slack.dev/interactivity/handling-user-interaction.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ISlackHandler> byKind = handlers
        .SelectMany(handler => handler.Takes, (handler, kind) => (handler, kind))
        .ToDictionary(pair => pair.kind, pair => pair.handler, StringComparer.Ordinal);

    /// <summary>Takes what Slack sent.</summary>
    internal async Task<SlackReceipt> TakeAsync(JsonElement payload)
    {
        if (guard.IsForAnotherApp(payload))
            return new SlackReceipt(SlackReceived.Stranger);
        if (SlackKind.Of(payload) is not { } kind)
            return new SlackReceipt(SlackReceived.NotUnderstood);
        // Forms that were closed, buttons that only lead somewhere: nothing to do, but to say it arrived.
        if (!byKind.TryGetValue(kind, out var handler))
            return new SlackReceipt(SlackReceived.Taken);

        // What was begun is finished: a bot that stops would otherwise take a click and not say so.
        var running = HandleAsync(handler, payload, life.ApplicationStopped);
        try
        {
            return Receipt(await running.WaitAsync(Patience, clock), kind, payload);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            teller.Tell(Telling(payload, LateAsync(running)));
            return new SlackReceipt(SlackReceived.Taken);
        }
        catch (Exception failure) when (failure is OutsideException or StoreException)
        {
            // Slack sends no command or click twice, so the person is asked to.
            if (kind != SlackKind.Command)
                return new SlackReceipt(SlackReceived.Unready);
            return new SlackReceipt(SlackReceived.Taken, SlackTeller.Ephemeral(Failed(failure)));
        }
    }

    private async Task<SlackReply> HandleAsync(ISlackHandler handler, JsonElement payload, CancellationToken cancel) =>
        await guard.DropsAsync(payload, cancel) ? SlackReply.Nothing : await handler.HandleAsync(payload, cancel);

    private SlackReceipt Receipt(SlackReply reply, string kind, JsonElement payload)
    {
        if (ReferenceEquals(reply, SlackReply.NotUnderstood))
            return new SlackReceipt(SlackReceived.NotUnderstood);
        if (reply.Told is not { } told)
            return new SlackReceipt(SlackReceived.Taken, reply.Payload);
        if (kind == SlackKind.Command)
            return new SlackReceipt(SlackReceived.Taken, SlackTeller.Ephemeral(told));
        if (reply.Payload is null)
            teller.Tell(Telling(payload, Task.FromResult<SlackMessage?>(told)));
        return new SlackReceipt(SlackReceived.Taken, reply.Payload);
    }

    private static async Task<SlackMessage?> LateAsync(Task<SlackReply> running)
    {
        try
        {
            return (await running).Told;
        }
        catch (Exception failure) when (failure is OutsideException or StoreException)
        {
            return Failed(failure);
        }
    }

    private static SlackMessage Failed(Exception failure) =>
        SlackSayings.Told($"That did not work, please try again. {failure.Message}");

    private static Telling Telling(JsonElement payload, Task<SlackMessage?> message)
    {
        var respond = Uri.TryCreate(payload.Text("response_url"), UriKind.Absolute, out var url) ? url : null;
        var channel =
            payload.Text("container", "channel_id")
            ?? payload.Text("channel", "id")
            ?? payload.Text("channel_id")
            ?? payload.Text("event", "channel");
        var user = payload.Text("user", "id") ?? payload.Text("user_id") ?? payload.Text("event", "user");
        return new Telling(respond, channel ?? "", user ?? "", message) { Thread = payload.Text("event", "thread_ts") };
    }
}

/// <summary>What came of something that Slack sent.</summary>
/// <param name="Received">Whether it was taken.</param>
/// <param name="Payload">What goes back with the acknowledgement, where anything.</param>
internal sealed record SlackReceipt(SlackReceived Received, JsonObject? Payload = null);

/// <summary>Whether something that Slack sent was taken.</summary>
internal enum SlackReceived
{
    /// <summary>It was.</summary>
    Taken,

    /// <summary>It lacks something that Slack always sends.</summary>
    NotUnderstood,

    /// <summary>It is meant for another app.</summary>
    Stranger,

    /// <summary>It could not be taken now: Slack may send it again.</summary>
    Unready,
}
