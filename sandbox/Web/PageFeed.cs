using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace OpsBot.Sandbox.Web;

/// <summary>What changes, as it changes: first everything, then each message, view and ledger line.</summary>
internal sealed class PageFeed(Ledger ledger, PageState state, IHostApplicationLifetime host)
{
    // A page that cannot keep up is cut off; its browser comes back by itself and gets everything anew.
    private const int MaxWaiting = 2_000;

    internal async IAsyncEnumerable<SseItem<JsonNode>> WatchAsync(
        PageViewer viewer,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, host.ApplicationStopping);
        var waiting = Channel.CreateBounded<SseItem<JsonNode>>(MaxWaiting);
        using var slack = viewer.Slack is { } member ? state.Slack?.Watch(member, Put) : null;
        using var teams = viewer.Teams is { } account ? state.Teams?.Watch(account, Put) : null;
        ledger.Written += OnLedger;
        try
        {
            yield return new(state.All(viewer), "state");
            await foreach (var item in ReadAsync(waiting.Reader, either.Token))
                yield return item;
        }
        finally
        {
            ledger.Written -= OnLedger;
        }

        void OnLedger(LedgerEntry entry) => Put(new(state.Written(entry), "ledger"));

        void Put(SseItem<JsonNode> item)
        {
            if (!waiting.Writer.TryWrite(item))
                waiting.Writer.TryComplete();
        }
    }

    /// <summary>Ends quietly when the page is closed or the sandbox stops.</summary>
    private static async IAsyncEnumerable<SseItem<JsonNode>> ReadAsync(
        ChannelReader<SseItem<JsonNode>> reader,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        while (await CanReadAsync(reader, stop))
        {
            while (reader.TryRead(out var item))
                yield return item;
        }
    }

    private static async Task<bool> CanReadAsync(ChannelReader<SseItem<JsonNode>> reader, CancellationToken stop)
    {
        try
        {
            return await reader.WaitToReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
