using OpsBot.Bot.Channels.Teams.Cards;

namespace OpsBot.Bot.Channels.Teams.Doctor;

/// <summary>Whether the bot can speak wherever loops want it to, and read who is there.</summary>
internal sealed class TeamsChannelsCheck(
    TeamsClient client,
    TeamsConversations conversations,
    TeamsChoices choices,
    LoopList loops,
    TeamsOptions options
) : ICheck
{
    public string About => "Teams channels";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var places = loops
            .All.SelectMany(loop => loop.Channels)
            .Where(channel => channel.StartsWith(TeamsWords.Prefix, StringComparison.Ordinal))
            .Select(channel => channel[TeamsWords.Prefix.Length..])
            .Append(options.Channel)
            .Where(place => place.Length > 0)
            .Distinct(StringComparer.Ordinal);
        return await Task.WhenAll(places.Select(place => LookAsync(place, cancel)));
    }

    private async Task<Finding> LookAsync(string place, CancellationToken cancel)
    {
        if (await choices.FindAsync(place, cancel) is not { } id)
            return new Finding(
                Grade.Wrong,
                $"Teams channel of {place}",
                "nobody chose one yet",
                $"In the channel that is to have the cards, a lead types: @OpsBot here {place}"
            );
        var about = $"Teams channel {id}";
        if (await conversations.FindAsync(id, cancel) is null)
            return new Finding(
                Grade.Wrong,
                about,
                "Teams never called the bot",
                "Add the app to the team; if it is there, look at the messaging endpoint of the Azure Bot: docs/install-teams.md."
            );
        const string Mend = "Add the app to the team of the channel, or correct the id.";
        try
        {
            return await client.LookAsync(id, cancel) is { } why
                ? new Finding(Grade.Wrong, about, why, Mend)
                : new Finding(Grade.Ok, about, "the app is there, and its members can be read");
        }
        catch (OutsideException failure)
        {
            return new Finding(Grade.Wrong, about, failure.Message, failure.Kind is FailureKind.Broken ? Mend : null);
        }
    }
}
