using System.Text.Json.Nodes;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Draws a card for one person: its newest state, with the buttons that are theirs. Changes nothing.</summary>
internal sealed class TeamsViews(ICardSubjects cards, Roles roles, TimeProvider clock)
{
    /// <summary>The card for somebody; nothing where there is none, or it is none of theirs to see.</summary>
    /// <param name="click">What they look at; the card it names need not be the one that was drawn there.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="words">How people and moments are written.</param>
    /// <param name="told">What they are told, where anything.</param>
    /// <param name="cancel">Stops the store.</param>
    internal async Task<JsonObject?> OfAsync(
        TeamsClick click,
        Person person,
        TeamsWords words,
        string? told,
        CancellationToken cancel
    )
    {
        if (!await MaySeeAsync(click, person, cancel))
            return null;
        var now = clock.GetUtcNow();
        if (CardGroup.IsId(click.Question))
            return await cards.ReadGroupAsync(click.Question, cancel) is { } group
                ? TeamsCards.Of(Theirs(GroupFace.Of(group, now), person), words, told).Card
                : null;
        return await cards.ReadCardAsync(click.Question, cancel) is { } subject
            ? TeamsCards.Of(Theirs(CardFace.Of(subject, now), subject.Escalation, person), words, told).Card
            : null;
    }

    /// <summary>
    /// A click names its card and could name any: who has no role sees only what stands in the message before them, and who is
    /// not of ours nothing that could not be read there.
    /// </summary>
    private async Task<bool> MaySeeAsync(TeamsClick click, Person person, CancellationToken cancel) =>
        roles.IsKnown(person)
        || (
            person.IsOurs
            && click.Handle is { } handle
            && await cards.FindByHandleAsync(handle, cancel) is { } shown
            && shown == click.Question
        );

    private Card Theirs(Card group, Person person) => roles.IsKnown(person) ? group : TeamsCards.WithoutButtons(group);

    /// <summary>A courtesy: every click is checked anew.</summary>
    private Card Theirs(Card card, Escalation asked, Person person)
    {
        if (!asked.IsOpen || Approvals.Refusal(asked, person, roles) is null)
            return card;
        if (!roles.IsKnown(person))
            return TeamsCards.WithoutButtons(card);
        var isTheirs = person.Is(asked.Claim?.By);
        return card with
        {
            Choices = [],
            Menu =
            [
                .. card.Menu.Where(action =>
                    action.Key is CaseMenu.Assign or CaseMenu.Ask or CaseMenu.Note
                    || (action.Key is CaseMenu.Release && isTheirs)
                ),
            ],
        };
    }
}
