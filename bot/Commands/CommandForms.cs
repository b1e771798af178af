using OpsBot.Bot.Channels;
using OpsBot.Loops.Rules;

namespace OpsBot.Bot.Commands;

/// <summary>Every command's form, as help shows it. What is not here is not understood.</summary>
internal static class CommandForms
{
    private static readonly (string Verb, string Form)[] All =
    [
        ("status", "status [loop] · what runs, what waits, what is stuck"),
        ("queue", "queue [mine|overdue|unclaimed] · questions that wait for an answer"),
        (
            "approve",
            "approve <case> [amount] · say yes, to less than was asked where the card offers that: approve #1042-R1 80"
        ),
        ("deny", "deny <case> because … · say no, and why"),
        ("claim", "claim <case> · take it on, so that others see it"),
        ("assign", "assign <case> @person · give it to somebody who may decide it"),
        ("release", "release <case> · nobody is on it any more"),
        ("note", "note <case> <words> · write into its story"),
        ("ask", "ask <case> [@person] <question> · ask for what must be known before it is decided"),
        ("run", "run <id or name> · the story of one run, as in: run #1042-R1"),
        ("why", "why <id or name> · the rule that decided it, and how far it was from the line"),
        ("runs", "runs <loop> [failed|asking|today] · its newest runs"),
        ("find", "find <words> · runs by name, order, customer, rule, outcome, loop or amount: find approved > 100"),
        ("rules", "rules <loop> · its rules in plain English"),
        ("pause", "pause <loop|all> [for 2h] [because …] · stop beginning anything; what comes in is kept"),
        ("resume", "resume <loop|all> · go on, with all that waited"),
        (
            "retry",
            "retry <run|loop|all> [from the start] · try again what is stuck: the step that failed, or all decided anew"
        ),
        ("skip", "skip <case> because … · go on without the step that is stuck, where the card offers that"),
        ("digest", "digest [loop] · what the last 24 hours came to; the channel gets it every day"),
        ("doctor", "doctor · what is wrong with the bot itself, and what to do about it"),
        ("link", "link [code] · say who you are in the other chat: one person counts once, in both"),
        ("unlink", "unlink · you are nobody's other self any more"),
        ("whoami", "whoami · who you are here and elsewhere, and your roles"),
        ("help", "help [command] · this, or one command's form"),
    ];

    /// <summary>The words a command begins with.</summary>
    internal static IReadOnlyList<string> Verbs { get; } = [.. All.Select(form => form.Verb)];

    /// <summary>A line for each command.</summary>
    internal static IReadOnlyList<Line> Lines { get; } = [.. All.Select(form => new Line(form.Form))];

    /// <summary>One command's form.</summary>
    internal static string Of(string verb) => All.First(form => form.Verb == verb).Form;

    /// <summary>Asks whether the nearest of some words was meant; nothing where none is near.</summary>
    internal static string? DidYouMean(string typed, IEnumerable<string> words) =>
        Nearest.Of(words, typed) is { } meant ? $"Did you mean {meant}?" : null;
}
