using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox.Web;

/// <summary>What changes, as it changes: first everything, then each message, view and ledger line.</summary>
internal sealed class PageFeed(PretendSlack slack, Ledger ledger, PageState state, IHostApplicationLifetime host)
{
    // A page that cannot keep up is cut off; its browser comes back by itself and gets everything anew.
    private const int MaxWaiting = 2_000;

    internal async IAsyncEnumerable<SseItem<JsonNode>> WatchAsync(
        string user,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, host.ApplicationStopping);
        var waiting = Channel.CreateBounded<SseItem<JsonNode>>(MaxWaiting);
        slack.Changed += OnSlack;
        ledger.Written += OnLedger;
        try
        {
            yield return new(state.All(user), "state");
            await foreach (var item in ReadAsync(waiting.Reader, either.Token))
                yield return item;
        }
        finally
        {
            slack.Changed -= OnSlack;
            ledger.Written -= OnLedger;
        }

        void OnSlack(SlackChange change)
        {
            if (ItemOf(change, user) is { } item)
                Put(item);
        }

        void OnLedger(LedgerEntry entry) => Put(new(state.Written(entry), "ledger"));

        void Put(SseItem<JsonNode> item)
        {
            if (!waiting.Writer.TryWrite(item))
                waiting.Writer.TryComplete();
        }
    }

    private SseItem<JsonNode>? ItemOf(SlackChange change, string user) =>
        change switch
        {
            SlackChange.Shown shown when state.Sees(user, shown.Message) => new(
                PageState.Message(shown.Message),
                "message"
            ),
            SlackChange.Removed removed => new(new JsonObject { ["ts"] = removed.Message.Ts }, "removed"),
            SlackChange.ViewsOf views when views.User == user => new(state.Views(user), "views"),
            SlackChange.Home home when home.User == user => new(state.Home(user), "home"),
            _ => null,
        };

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
