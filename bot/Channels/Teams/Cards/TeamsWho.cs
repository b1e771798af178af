using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Who did something in Teams, and what they are called.</summary>
internal sealed class TeamsWho(TeamsPeople people, TeamsNames names, SamePeople same)
{
    /// <summary>The person, as far as roles are concerned.</summary>
    /// <exception cref="OutsideException">They are named in a role, and Teams cannot be asked about them now.</exception>
    internal async Task<Person> PersonAsync(TeamsActivity activity, CancellationToken cancel)
    {
        var person = await people.PersonAsync(activity, cancel);
        if (!person.IsOurs)
            return person;
        await names.LearnAsync(activity.From, cancel);
        return await same.WholeAsync(person, cancel);
    }

    /// <summary>How people and moments are written now.</summary>
    internal Task<TeamsWords> WordsAsync(CancellationToken cancel) => names.WordsAsync(cancel);
}
