using System.Collections.Concurrent;
using System.Threading.Channels;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox;

/// <summary>Decides cards when nobody looks: approves most, declines every fourth with a reason, by the clicks a person would make.</summary>
internal sealed class ScriptedAgent : IAsyncDisposable
{
    private const string User = "U0OPS";
    private const string Approve = "approve";
    private const string Deny = "deny";
    private readonly PretendSlack slack;
    private readonly Channel<SlackMessage> cards = Channel.CreateUnbounded<SlackMessage>();
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly Task work;
    private int decided;

    internal ScriptedAgent(PretendSlack slack)
    {
        this.slack = slack;
        slack.Changed += OnChange;
        work = Task.Run(WorkAsync);
    }

    /// <summary>Cards it decided.</summary>
    internal int Decided => decided;

    public async ValueTask DisposeAsync()
    {
        slack.Changed -= OnChange;
        cards.Writer.TryComplete();
        await work;
    }

    private void OnChange(SlackChange change)
    {
        if (
            change is SlackChange.Shown { Message: { OnlyFor: null } message }
            && message.Offers(Approve)
            && seen.TryAdd(message.Ts, true)
        )
            cards.Writer.TryWrite(message);
    }

    private async Task WorkAsync()
    {
        await foreach (var card in cards.Reader.ReadAllAsync())
        {
            if (++decided % 4 == 0 && card.Offers(Deny))
                await DenyAsync(card);
            else
                await slack.ClickAsync(User, card.Channel, card.Ts, Approve);
        }
    }

    private async Task DenyAsync(SlackMessage card)
    {
        await slack.ClickAsync(User, card.Channel, card.Ts, Deny);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var form = await slack.ViewAsync(User, _ => true, patience.Token);
        await slack.SubmitViewAsync(
            User,
            form.Id,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "Worn, so it cannot be sold again." }
        );
    }
}
