using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// What one person sees in the place of a card, since the bot answered their click so: until the bot changes the message for
/// everybody; learn.microsoft.com/adaptive-cards/authoring-cards, universal-action-model.
/// </summary>
internal sealed class CardViews
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string User, string Message), CardView> views = [];

    /// <summary>Told after somebody sees another card in the place of one.</summary>
    internal event Action<string, TeamsMessage>? Changed;

    /// <summary>What somebody sees in place of the card as it stands; nothing where they see that one.</summary>
    internal CardView? Find(string user, TeamsMessage message)
    {
        lock (gate)
            return views.TryGetValue((user, message.Id), out var view) && view.Updates == message.Updates ? view : null;
    }

    /// <summary>The card before somebody; nothing where the message is none.</summary>
    internal JsonObject? CardFor(string user, TeamsMessage message) => Find(user, message)?.Card ?? message.Card;

    /// <summary>How often somebody saw another one here.</summary>
    internal int Count(string user, TeamsMessage message)
    {
        lock (gate)
            return views.TryGetValue((user, message.Id), out var view) ? view.Number : 0;
    }

    /// <param name="user">Who.</param>
    /// <param name="message">The message as it stood when they clicked: one that was changed since is newer than the answer.</param>
    /// <param name="card">What they see.</param>
    /// <param name="isByClick">They clicked; else their client asked by itself.</param>
    internal void Put(string user, TeamsMessage message, JsonObject card, bool isByClick)
    {
        lock (gate)
        {
            var number = views.TryGetValue((user, message.Id), out var before) ? before.Number + 1 : 1;
            views[(user, message.Id)] = new CardView(card, message.Updates, number, isByClick);
        }

        Changed?.Invoke(user, message);
    }
}

/// <summary>A card that one person sees.</summary>
/// <param name="Card">The card.</param>
/// <param name="Updates">How often the message had been changed by then.</param>
/// <param name="Number">Counts the cards this person saw there.</param>
/// <param name="IsByClick">It answers a click; else their client asked by itself.</param>
internal sealed record CardView(JsonObject Card, int Updates, int Number, bool IsByClick);
