using System.Collections.Concurrent;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox;

/// <summary>Decides cards in the pretend Teams as a person would.</summary>
internal sealed class TeamsHand : IDisposable
{
    private const string User = "29:1lead";
    private readonly Conversations conversations;
    private readonly CardClicks clicks;
    private readonly ConcurrentDictionary<string, TeamsMessage> cards = new(StringComparer.Ordinal);

    internal TeamsHand(Conversations conversations, CardClicks clicks)
    {
        (this.conversations, this.clicks) = (conversations, clicks);
        conversations.Shown += OnShown;
    }

    /// <summary>Told of each case whose card may be decided.</summary>
    internal event Action<string>? Offered;

    internal bool Has(string name) => cards.ContainsKey(name);

    internal async Task DecideAsync(string name, bool denies)
    {
        var card = cards[name];
        await clicks.LookAsync(User, card.Id, CancellationToken.None);
        var choice = denies && clicks.ButtonsOf(User, card).Any(button => IsOf(button, "deny")) ? "deny" : "approve";
        var buttons = clicks.ButtonsOf(User, card).Where(button => IsOf(button, choice)).ToList();
        if (buttons.Count == 0)
            return;
        var typed = buttons[0]
            .Fields.Where(field => field.Text("type") == "Input.Text")
            .ToDictionary(field => field.Text("id")!, _ => "Worn, so it cannot be sold again.", StringComparer.Ordinal);
        try
        {
            await clicks.PressAsync(User, card.Id, button => IsOf(button, choice), typed);
        }
        catch (InvalidOperationException)
        {
            // Somebody was faster in the other chat, and the button is gone.
        }
    }

    public void Dispose() => conversations.Shown -= OnShown;

    private static bool IsOf(CardButton button, string choice) =>
        button.Verb == "decide" && button.Action["data"].Text("choice") == choice;

    private void OnShown(TeamsMessage message)
    {
        if (
            message is { OnlyFor: null, IsReply: false, Case: { } name, Card: { } card }
            && CardButtons.Of(card).Any(button => IsOf(button, "approve"))
            && cards.TryAdd(name, message)
        )
            Offered?.Invoke(name);
    }
}
