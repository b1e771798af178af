using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Carries out what people type: who may, what it means, and what to answer.</summary>
internal sealed class CommandDesk(
    LoopList loops,
    Roles roles,
    Looking looking,
    Steering steering,
    PeopleCommands people
) : ICommands
{
    private readonly CommandParser parser = new([.. loops.All.Select(loop => loop.Name)]);

    public async Task<CommandReply> RunAsync(string text, Person person, CancellationToken cancel)
    {
        var command = parser.Parse(text);
        if (command is not Command.Help && Refusal(command, person) is { } why)
            return why;
        return command switch
        {
            Command.Pause pause => await steering.PauseAsync(pause, person, cancel),
            Command.Resume resume => await steering.ResumeAsync(resume, person, cancel),
            Command.Retry retry => await steering.RetryAsync(retry, person, cancel),
            Command.Decide decide => await people.Deciding.DecideAsync(decide, person, cancel),
            Command.Handle handle => await people.Handling.HandleAsync(handle, person, cancel),
            Command.Link link => await people.Linking.LinkAsync(link, person, cancel),
            Command.Unlink => await people.Linking.UnlinkAsync(person, cancel),
            Command.WhoAmI => await people.Linking.WhoAsync(person, cancel),
            _ => await looking.LookAsync(command, person, cancel)
                ?? throw new InvalidOperationException($"nobody carries out {command}"),
        };
    }

    public bool Understands(string text) => parser.Parse(text) is not Command.NotUnderstood;

    /// <summary>A role that nobody is in lets nobody in.</summary>
    private CommandReply? Refusal(Command command, Person person)
    {
        var may = command.Changes ? roles.IsIn(person, Roles.Lead) : roles.IsKnown(person);
        if (may)
            return null;
        return new CommandReply(
            command.Changes ? $"Only the {Roles.Lead} role can change this." : "Only people with a role can see this.",
            [new Line($"Roles are in the settings under People. You are {person.Id}.")]
        );
    }
}

/// <summary>What people do with a case, and say of themselves.</summary>
/// <param name="Deciding">Answers a case.</param>
/// <param name="Handling">What comes before that.</param>
/// <param name="Linking">Who they are in the other chat.</param>
internal sealed record PeopleCommands(Deciding Deciding, Handling Handling, Linking Linking);
