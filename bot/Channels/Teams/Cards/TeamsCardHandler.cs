namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Takes clicks on cards. The answer replaces the card of whoever clicked with its newest state; everybody else sees it when the
/// card desk updates the message, which is how states are shown, and shown once more where this answer is lost.
/// </summary>
internal sealed class TeamsCardHandler(
    TeamsAnswers answers,
    TeamsViews views,
    TeamsGroups groups,
    TeamsWho who,
    TeamsPosts posts
) : ITeamsHandler
{
    private const string Gone = "This card is not there any more.";

    public IEnumerable<string> Takes => ["invoke:adaptiveCard/action"];

    public async Task<TeamsReply> HandleAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (TeamsClick.In(activity) is not { } click)
            return TeamsReply.Tell("This click was not understood. Please look at the card's newest version.");
        var person = await who.PersonAsync(activity, cancel);
        if (!person.IsOurs)
            return TeamsReply.Tell("Only members of this organisation can do this.");
        var words = await who.WordsAsync(cancel);
        if (TeamsGroups.Takes(click.Verb))
            return await groups.TakeAsync(click, person, words, cancel) is { } list
                ? TeamsReply.Card(list)
                : TeamsReply.Tell(Gone);
        var told =
            click.Verb == TeamsVerb.Look
                ? null
                : await answers.TakeAsync(click, person, words, $"teams:{TeamsSeen.KeyOf(activity)}", cancel);
        await posts.SeenAsync(click, person, cancel);
        return await views.OfAsync(click, person, words, told, cancel) is { } card
            ? TeamsReply.Card(card)
            : TeamsReply.Tell(told ?? Gone);
    }
}
