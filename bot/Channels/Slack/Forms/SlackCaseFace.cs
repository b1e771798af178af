namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>Draws a case's card for a view, as it stands in the channel.</summary>
internal sealed class SlackCaseFace(ICardSubjects cards, ChatNames names, TimeProvider clock)
{
    /// <summary>The card as it is now; nothing where there is no such case.</summary>
    internal async Task<Card?> OfAsync(EscalationId id, CancellationToken cancel) =>
        await cards.ReadCardAsync(id, cancel) is { } subject
            ? await names.InAsync(SlackClient.Name, CardFace.Of(subject, clock.GetUtcNow()), cancel)
            : null;
}
