using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>What a person's Teams does with cards: shows them, checks what is filled in, asks the bot and shows its answer.</summary>
internal sealed class CardClicks(
    PretendTeamsOptions options,
    Conversations conversations,
    Activities activities,
    BotDoor bot,
    CardViews views
)
{
    /// <summary>In larger rooms clients ask by themselves only for those whom the card names.</summary>
    private const int MostThatAskByThemselves = 60;

    private readonly CardFields fields = new(options);

    /// <summary>What each person sees.</summary>
    internal CardViews Views => views;

    /// <summary>The buttons of a card as somebody sees them.</summary>
    internal IReadOnlyList<CardButton> ButtonsOf(string user, TeamsMessage message) =>
        IsFor(user, message) && views.CardFor(user, message) is { } card ? CardButtons.Of(card) : [];

    /// <summary>Presses a button that somebody sees.</summary>
    /// <param name="user">Who.</param>
    /// <param name="messageId">The card's message.</param>
    /// <param name="wanted">Which button.</param>
    /// <param name="typed">What is filled in, by the fields' ids.</param>
    /// <param name="stop">Stops waiting for the bot.</param>
    /// <exception cref="InvalidOperationException">The button is not there any more.</exception>
    internal async Task<CardReply> PressAsync(
        string user,
        string messageId,
        Func<CardButton, bool> wanted,
        IReadOnlyDictionary<string, string>? typed = null,
        CancellationToken stop = default
    )
    {
        var message = Find(messageId);
        var button =
            ButtonsOf(user, message).FirstOrDefault(wanted)
            ?? throw new InvalidOperationException("This button is not there any more.");
        typed ??= new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields.Look(button, typed) is { Count: > 0 } wrong)
            return new CardReply { Wrong = wrong };
        var click = activities.Click(User(user), message, button.Verb, CardFields.Data(button, typed));
        click["value"]!["action"]!["title"] = button.Title;
        return Take(user, message, await bot.SendAsync(click, stop), isByClick: true);
    }

    /// <summary>
    /// Somebody looks at a card that wants to be asked for anew: their client does so. Nobody clicked, so nobody hears of what
    /// does not work.
    /// </summary>
    internal async Task LookAsync(string user, string messageId, CancellationToken stop)
    {
        var message = Find(messageId);
        if (!IsFor(user, message) || !AsksByItself(user, message.Card))
            return;
        var action = message.Card!["refresh"]!["action"]!;
        var data = action["data"]?.AsObject() ?? [];
        var click = activities.Click(User(user), message, action.Text("verb") ?? "", data);
        click["value"]!["trigger"] = "automatic";
        Take(user, message, await bot.SendAsync(click, stop), isByClick: false);
    }

    /// <summary>A message is before somebody's eyes.</summary>
    internal bool IsFor(string user, TeamsMessage message) =>
        conversations.IsThere(message)
        && (message.OnlyFor ?? user) == user
        && (Conversations.IsChannel(message.Conversation) || message.Conversation == User(user).Chat);

    private bool AsksByItself(string user, JsonObject? card) =>
        card?["refresh"]?["action"] is not null
        && (
            card["refresh"]!["userIds"] is JsonArray named
                ? named.Any(id => id?.GetValue<string>() == user)
                : options.Users.Count <= MostThatAskByThemselves
        );

    private CardReply Take(string user, TeamsMessage message, BotAnswer answer, bool isByClick)
    {
        if (answer.Status is null)
            return new CardReply { Trouble = "Unable to reach app. Please try again." };
        if (answer.Status != 200 || Body(answer) is not { } body)
            return new CardReply { Trouble = $"Something went wrong. Please try again. (HTTP {answer.Status})" };
        switch (body.Text("type"))
        {
            case "application/vnd.microsoft.card.adaptive" when body["value"] is JsonObject card:
                views.Put(user, message, card, isByClick);
                return new CardReply { IsCard = true };
            case "application/vnd.microsoft.activity.message" when body.Text("value") is { } words:
                return new CardReply { Toast = words };
            case "application/vnd.microsoft.error":
                return new CardReply { Trouble = body["value"].Text("message") ?? "Something went wrong." };
            default:
                return new CardReply { Trouble = "Something went wrong: the app did not answer as it must." };
        }
    }

    private static JsonObject? Body(BotAnswer answer)
    {
        try
        {
            return answer.Json is { } body && body.Number("statusCode") is not null ? body : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private TeamsMessage Find(string id) =>
        conversations.All.FirstOrDefault(message => message.Id == id)
        ?? throw new InvalidOperationException("This message is not there any more.");

    private TeamsUser User(string account) =>
        options.Users.FirstOrDefault(user => user.Account == account)
        ?? throw new InvalidOperationException($"{account} is nobody in the pretend Teams.");
}

/// <summary>What somebody sees after a click.</summary>
internal sealed record CardReply
{
    /// <summary>Another card stands in the place of theirs.</summary>
    internal bool IsCard { get; init; }

    /// <summary>A short text below the card.</summary>
    internal string? Toast { get; init; }

    /// <summary>That it did not work.</summary>
    internal string? Trouble { get; init; }

    /// <summary>What is wrong with the fields, by their ids; the bot heard nothing of it.</summary>
    internal IReadOnlyDictionary<string, string> Wrong { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
