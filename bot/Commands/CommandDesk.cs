using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Carries out what people type: who may, what it means, and what to answer.</summary>
internal sealed class CommandDesk(LoopList loops, Roles roles, Reports reports, Steering steering) : ICommands
{
    private static readonly Line[] Forms =
    [
        new("status [loop] · what runs, what waits, what is stuck"),
        new("queue · questions that wait for an answer"),
        new("run <id or name> · the story of one run, as in: run #1042-R1"),
        new("rules <loop> · its rules in plain English"),
        new("pause <loop|all> [for 2h] [because …] · stop beginning anything; what comes in is kept"),
        new("resume <loop|all> · go on, with all that waited"),
        new(
            "retry <run|loop|all> [from the start] · try again what is stuck: the step that failed, or all decided anew"
        ),
        new("doctor · what is wrong with the bot itself, and what to do about it"),
    ];

    private readonly CommandParser parser = new([.. loops.All.Select(loop => loop.Name)]);

    public async Task<CommandReply> RunAsync(string text, Person person, CancellationToken cancel)
    {
        var command = parser.Parse(text);
        if (command is not Command.Help && Refusal(command, person) is { } why)
            return why;
        return command switch
        {
            Command.Status asked => await reports.Status.StatusAsync(asked.Loops, cancel),
            Command.Queue => await reports.Status.QueueAsync(cancel),
            Command.Run run => await reports.Story.TellAsync(run.IdOrName, cancel),
            Command.Doctor => Doctor.Reply(await reports.Doctor.ExamineAsync(cancel)),
            Command.Rules rules => Rules(rules.Loop),
            Command.Pause pause => await steering.PauseAsync(pause, person, cancel),
            Command.Resume resume => await steering.ResumeAsync(resume, person, cancel),
            Command.Retry retry => await steering.RetryAsync(retry, person, cancel),
            Command.NotUnderstood not => new CommandReply(not.Why),
            _ => new CommandReply("What I understand", Forms),
        };
    }

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

    private CommandReply Rules(LoopName name)
    {
        var loop = loops.Find(name);
        return new CommandReply($"Rules of {name}", [.. (loop?.Explain() ?? []).Select(line => new Line(line))]);
    }
}

/// <summary>What answers those who only look.</summary>
/// <param name="Status">What runs and what waits.</param>
/// <param name="Story">What happened to one run.</param>
/// <param name="Doctor">What is wrong with the bot itself.</param>
internal sealed record Reports(StatusReport Status, RunStory Story, IDoctor Doctor);
