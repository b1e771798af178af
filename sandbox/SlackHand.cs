using System.Collections.Concurrent;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox;

/// <summary>Decides cards in the pretend Slack as a person would.</summary>
internal sealed class SlackHand : IDisposable
{
    private const string User = "U0OPS";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly PretendSlack slack;
    private readonly ConcurrentDictionary<string, SlackMessage> cards = new(StringComparer.Ordinal);

    internal SlackHand(PretendSlack slack)
    {
        this.slack = slack;
        slack.Changed += OnChange;
    }

    /// <summary>Told of each case whose card may be decided.</summary>
    internal event Action<string>? Offered;

    internal bool Has(string name) => cards.ContainsKey(name);

    internal async Task DecideAsync(string name, bool denies)
    {
        var card = cards[name];
        if (!denies || !card.Offers("deny"))
        {
            await slack.ClickAsync(User, card.Channel, card.Ts, "approve");
            return;
        }

        await slack.ClickAsync(User, card.Channel, card.Ts, "deny");
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var form = await slack.ViewAsync(User, _ => true, patience.Token);
            await slack.SubmitViewAsync(
                User,
                form.Id,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["reason"] = "Worn, so it cannot be sold again.",
                }
            );
        }
        catch (OperationCanceledException)
        {
            // Somebody was faster in the other chat: nothing is asked any more.
        }
    }

    public void Dispose() => slack.Changed -= OnChange;

    private void OnChange(SlackChange change)
    {
        if (
            change is SlackChange.Shown { Message: { OnlyFor: null, Case: { } name } message }
            && message.Offers("approve")
            && cards.TryAdd(name, message)
        )
            Offered?.Invoke(name);
    }
}
