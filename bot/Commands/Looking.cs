using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>
/// All that only looks: it changes nothing. Who sees the answer is the chat's way: in Slack the one who typed it alone, in Teams
/// whoever saw the mention.
/// </summary>
internal sealed class Looking(LoopList loops, Reports reports, RunStory story, RunLists lists, IDoctor doctor)
{
    /// <summary>Answers it; nothing where the command does more than look.</summary>
    internal async Task<CommandReply?> LookAsync(Command command, Person person, CancellationToken cancel) =>
        command switch
        {
            Command.Status asked => await reports.Status.StatusAsync(asked.Loops, cancel),
            Command.Queue queue => await reports.Status.QueueAsync(queue.Which, person, cancel),
            Command.Run run => await story.TellAsync(run.IdOrName, cancel),
            Command.Explain why => await lists.WhyAsync(why.IdOrName, cancel),
            Command.Runs runs => await lists.ListAsync(runs, cancel),
            Command.Find find => await lists.FindAsync(find.Words, cancel),
            Command.Digest asked => await reports.Digest.TellAsync(asked.Loops, cancel),
            Command.Doctor => Doctor.Reply(await doctor.ExamineAsync(cancel)),
            Command.Rules rules => Rules(rules.Loop),
            Command.NotUnderstood not => new CommandReply(not.Why),
            Command.Help { Verb: { } verb } => new CommandReply(CommandForms.Of(verb)),
            Command.Help => new CommandReply("What I understand", CommandForms.Lines),
            _ => null,
        };

    private CommandReply Rules(LoopName name)
    {
        var loop = loops.Find(name);
        return new CommandReply($"Rules of {name}", [.. (loop?.Explain() ?? []).Select(line => new Line(line))]);
    }
}

/// <summary>What is told of all runs together.</summary>
/// <param name="Status">What runs and what waits now.</param>
/// <param name="Digest">What the last day came to.</param>
internal sealed record Reports(StatusReport Status, DigestReport Digest);
