using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Takes <c>here returns</c>: the cards of that loop come to this channel from now on.</summary>
internal sealed class TeamsHere(TeamsChoices choices, LoopList loops, Roles roles)
{
    private const string Verb = "here";

    internal static bool Is(string typed) =>
        typed.Equals(Verb, StringComparison.OrdinalIgnoreCase)
        || typed.StartsWith(Verb + " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes it.</summary>
    internal async Task<CommandReply> TakeAsync(
        string typed,
        TeamsActivity activity,
        Person person,
        CancellationToken cancel
    )
    {
        if (!roles.IsIn(person, Roles.Lead))
            return new CommandReply(
                $"Only the {Roles.Lead} role can change this.",
                [new Line($"Roles are in the settings under People. You are {person.Id}.")]
            );
        var name = new LoopName(typed[Verb.Length..].Trim().ToLowerInvariant());
        if (name.Value.Length == 0 || loops.Find(name) is not { } loop)
            return new CommandReply(
                $"Which loop? {string.Join(", ", loops.All.Select(known => known.Name.Value))}, as in: here returns"
            );
        if (!loop.Channels.Contains(TeamsChoices.SettingOf(name)))
            return new CommandReply(
                $"The settings say where cards of {name} go: {string.Join(", ", loop.Channels)}.",
                [new Line($"To choose it here, let Channels of the loop name {TeamsChoices.SettingOf(name)}.")]
            );
        await choices.ChooseAsync(name, activity.Place, cancel);
        return new CommandReply(
            $"New cards of {name} come here from now on.",
            [new Line("Those that are there stay.")]
        );
    }
}
