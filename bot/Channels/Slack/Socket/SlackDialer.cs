using System.Net.WebSockets;
using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>Opens a socket and waits for its hello; one at a time, as Slack counts the asking.</summary>
internal sealed class SlackDialer(
    SlackAppClient app,
    SlackWorkspace workspace,
    SlackEnvelopes envelopes,
    SlackSocketPatience patience,
    TimeProvider clock
) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public void Dispose() => turn.Dispose();

    /// <summary>A socket that is ready.</summary>
    /// <exception cref="OutsideException">There is none; broken where only a person can mend it.</exception>
    internal async Task<SlackSocket> OpenAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var address = await app.OpenAsync(cancel);
            var socket = await OutsideSocket.OpenAsync(SlackClient.Name, address, patience.Pulse, clock, cancel);
            return await ReadyAsync(socket, cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SlackSocket> ReadyAsync(WebSocket socket, CancellationToken cancel)
    {
        try
        {
            await CheckAsync(await HelloAsync(socket, cancel), cancel);
            var ready = new SlackSocket(socket, envelopes, patience, clock);
            ready.Begin();
            return ready;
        }
        catch
        {
            socket.Abort();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The first thing said must be a hello.</summary>
    private async Task<JsonElement> HelloAsync(WebSocket socket, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(patience.Hello, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            var said = SlackJson.Object((await SlackFrames.ReadAsync(socket, either.Token))?.Text);
            if (
                said?.Text("type") == "disconnect"
                && SlackPartings.Of(said?.Text("reason")) is SlackParting.SwitchedOff
            )
                throw OutsideSocket.Unfit(SlackClient.Name, SlackSockets.SwitchedOff);
            return said?.Text("type") == "hello"
                ? said.Value
                : throw OutsideSocket.Failed(SlackClient.Name, "a socket opened and did not say hello");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw OutsideSocket.Failed(SlackClient.Name, "a socket opened and said nothing");
        }
        catch (WebSocketException)
        {
            throw OutsideSocket.Failed(SlackClient.Name, "a socket opened and broke");
        }
    }

    /// <summary>Two tokens of two apps would take one app's clicks to the other's cards.</summary>
    private async Task CheckAsync(JsonElement hello, CancellationToken cancel)
    {
        if (hello.Text("connection_info", "app_id") is not { Length: > 0 } itsApp)
            return;
        if ((await workspace.IdentityAsync(cancel)).AppId is { } ours && ours != itsApp)
            throw OutsideSocket.Unfit(
                SlackClient.Name,
                $"Channels:Slack:AppToken is of the app {itsApp} and BotToken of the app {ours}: take both from one app"
            );
        workspace.HeardApp(itsApp);
    }
}
