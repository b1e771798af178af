using OpsBot.Bot.Commands;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Commands;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("", "help")]
    [InlineData("   ", "help")]
    [InlineData("help", "help")]
    [InlineData("status", "status returns+inventory")]
    [InlineData("STATUS Returns", "status returns")]
    [InlineData("status all", "status returns+inventory")]
    [InlineData("pause returns", "pause returns")]
    [InlineData("pause all for 2h", "pause returns+inventory for 2 h")]
    [InlineData("pause returns for 1d 4h 30m", "pause returns for 1 d 4 h")]
    [InlineData(
        "pause returns for 90 minutes because  the  stock is counted",
        "pause returns for 1 h 30 min: the stock is counted"
    )]
    [InlineData("pause returns because for 2h nobody is here", "pause returns: for 2h nobody is here")]
    [InlineData("resume all", "resume returns+inventory")]
    [InlineData("retry #1042-R1", "retry #1042-R1")]
    [InlineData("retry #1042-R1 from the start", "retry #1042-R1 from the start")]
    [InlineData("retry Order 1042 From The Start", "retry Order 1042 from the start")]
    [InlineData("retry returns from the start", "retry returns from the start")]
    [InlineData("retry all", "retry returns+inventory")]
    [InlineData("retry", "no: Retry what? A run, as in: retry #1042-R1, or a loop: returns, inventory or all.")]
    [InlineData(
        "retry from the start",
        "no: Retry what? A run, as in: retry #1042-R1, or a loop: returns, inventory or all."
    )]
    [InlineData("queue", "queue")]
    [InlineData("run #1042-R1", "run #1042-R1")]
    [InlineData("run  Order  1042", "run Order 1042")]
    [InlineData("rules inventory", "rules inventory")]
    [InlineData("pause", "no: Which loop? returns, inventory or all.")]
    [InlineData("run", "no: Which run? Its id or name, as in: run #1042-R1")]
    [InlineData("rules all", "no: Whose rules? returns, inventory or all.")]
    [InlineData("statsu", "no: 'statsu' is not a command. Did you mean status?")]
    [InlineData("psuse returns", "no: 'psuse' is not a command. Did you mean pause?")]
    [InlineData("explode", "no: 'explode' is not a command. Type help for all.")]
    [InlineData("aprove #1042-R1", "no: 'aprove' is not a command. Did you mean approve?")]
    [InlineData("clame #1042-R1", "no: 'clame' is not a command. Did you mean claim?")]
    [InlineData("asign #1042-R1", "no: 'asign' is not a command. Did you mean assign?")]
    [InlineData("queue mien", "no: 'mien' is not known here. Did you mean mine?")]
    [InlineData("queue later", "no: 'later' is not known here. There are mine, overdue, unclaimed.")]
    [InlineData("runs returns faild", "no: 'faild' is not known here. Did you mean failed?")]
    [InlineData("runs", "no: Which loop? returns, inventory or all.")]
    [InlineData("runs all", "no: Whose runs? returns, inventory or all.")]
    [InlineData("runs returns", "runs returns")]
    [InlineData("runs Returns FAILED", "runs returns failed")]
    [InlineData("help claim", "help claim")]
    [InlineData("help clami", "no: 'clami' is not known here. Did you mean claim?")]
    [InlineData("approve #1042-R1", "approve #1042-R1")]
    [InlineData("approve 1042-R1 80 EUR", "approve 1042-R1 80 EUR")]
    [InlineData("deny #1042-R1 because it was  worn", "deny #1042-R1: it was worn")]
    [InlineData("deny #1042-R1 because", "no: Because of what? As in: deny #1042-R1 because it was worn")]
    [InlineData("deny", "no: Which case? Its name or id, as in: deny <case> because … · say no, and why")]
    [InlineData("skip #1042-R1 because it is there", "skip #1042-R1: it is there")]
    [InlineData("claim #1042-R1", "claim #1042-R1")]
    [InlineData("assign #1042-R1 @slack:U0123", "assign #1042-R1 @slack:U0123")]
    [InlineData(
        "ask #1042-R1 @slack:U0123 Was it because of the size?",
        "ask #1042-R1 @slack:U0123 Was it because of the size?"
    )]
    [InlineData("why #1042-R1", "why #1042-R1")]
    [InlineData("why", "no: Why which run? Its id or name, as in: why #1042-R1")]
    [InlineData("find Approved > 100 <=200", "find approved and > 100 and <= 200")]
    [InlineData("find > much", "find > much")]
    [InlineData("find", "no: Find what? As in: find defective approved > 100")]
    [InlineData("x", "no: 'x' is not a command. Type help for all.")]
    [InlineData("pause retruns", "no: There is no loop 'retruns'. Did you mean returns?")]
    [InlineData("pause shipping", "no: There is no loop 'shipping'. There are returns, inventory or all.")]
    [InlineData("pause returns inventory", "no: 'inventory' is more than this command takes. Type help for its form.")]
    [InlineData("queue mine", "queue mine")]
    [InlineData("queue mine overdue", "no: 'overdue' is more than this command takes. Type help for its form.")]
    [InlineData("pause returns for ever", "no: 'ever' is not a time. As in: for 30m, for 2h, for 1d; 30 days at most.")]
    [InlineData("pause returns for", "no: '' is not a time. As in: for 30m, for 2h, for 1d; 30 days at most.")]
    [InlineData("pause returns for 0m", "no: '0m' is not a time. As in: for 30m, for 2h, for 1d; 30 days at most.")]
    [InlineData("pause returns for 31d", "no: '31d' is not a time. As in: for 30m, for 2h, for 1d; 30 days at most.")]
    [InlineData("pause returns because", "no: Because of what? As in: pause returns because stocktaking")]
    public void What_is_typed_means(string typed, string meant) =>
        Words(new CommandParser([new LoopName("returns"), new LoopName("inventory")]).Parse(typed)).ShouldBe(meant);

    private static string Words(Command command) =>
        command switch
        {
            Command.Status status => $"status {Names(status.Loops)}",
            Command.Pause pause => $"pause {Names(pause.Loops)}"
                + (pause.For is { } time ? $" for {Lasting.Words(time)}" : "")
                + (pause.Because is { } why ? $": {why}" : ""),
            Command.Resume resume => $"resume {Names(resume.Loops)}",
            Command.Run run => $"run {run.IdOrName}",
            Command.Retry retry => $"retry {retry.IdOrName ?? Names(retry.Loops)}"
                + (retry.FromTheStart ? " from the start" : ""),
            Command.Queue queue => $"queue {queue.Which}".TrimEnd(),
            Command.Runs runs => $"runs {runs.Loop} {runs.Which}".TrimEnd(),
            Command.Explain why => $"why {why.IdOrName}",
            Command.Help help => $"help {help.Verb}".TrimEnd(),
            Command.Handle handle => $"{handle.Verb} {string.Join(' ', handle.Words)}",
            Command.Decide decide => $"{decide.Verb} {string.Join(' ', decide.Words)}"
                + (decide.Because is { } reason ? $": {reason}" : ""),
            Command.Find find => "find "
                + string.Join(
                    " and ",
                    find.Words.Words.Count == 0
                        ? []
                        : new[] { string.Join(' ', find.Words.Words) }.Concat(
                            find.Words.Bounds.Select(bound => $"{bound.Sign} {bound.Number}")
                        )
                ),
            Command.Rules rules => $"rules {rules.Loop}",
            Command.NotUnderstood not => $"no: {not.Why}",
            _ => throw new InvalidOperationException($"{command} has no words here"),
        };

    private static string Names(IEnumerable<LoopName> loops) => string.Join('+', loops);
}
