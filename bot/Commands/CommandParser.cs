namespace OpsBot.Bot.Commands;

/// <summary>The one grammar of commands, the same in every chat. Pure.</summary>
internal sealed class CommandParser(IReadOnlyCollection<LoopName> loops)
{
    private const string All = "all";
    private const string FromTheStart = "from the start";
    private static readonly string[] Queues = ["mine", "overdue", "unclaimed"];
    private static readonly string[] RunLists = ["failed", "asking", "today"];

    /// <summary>Reads what was typed after the bot's name.</summary>
    internal Command Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return new Command.Help();
        var (verb, rest) = (words[0].ToLowerInvariant(), words[1..]);
        return verb switch
        {
            "status" => rest.Length == 0
                ? new Command.Status([.. loops])
                : WithLoops(rest, found => new Command.Status(found)),
            "pause" => Pause(rest),
            "resume" => WithLoops(rest, found => new Command.Resume(found)),
            "retry" => Retry(rest),
            "queue" => OneOf(rest, Queues, which => new Command.Queue(which)),
            "run" => rest.Length == 0 ? No("Which run? Its id or name, as in: run #1042-R1") : Run(rest),
            "why" => rest.Length == 0
                ? No("Why which run? Its id or name, as in: why #1042-R1")
                : new Command.Explain(string.Join(' ', rest)),
            "rules" => WithLoops(rest, OneLoop("Whose rules?", one => new Command.Rules(one))),
            "runs" => Runs(rest),
            "find" => rest.Length == 0
                ? No("Find what? As in: find defective approved > 100")
                : new Command.Find(FindWords.Read(rest)),
            "digest" => rest.Length == 0
                ? new Command.Digest([.. loops])
                : WithLoops(rest, found => new Command.Digest(found)),
            "doctor" => rest.Length == 0 ? new Command.Doctor() : TooMuch(rest),
            "link" => rest.Length < 2 ? new Command.Link(rest.FirstOrDefault()) : TooMuch(rest[1..]),
            "unlink" => rest.Length == 0 ? new Command.Unlink() : TooMuch(rest),
            "whoami" => rest.Length == 0 ? new Command.WhoAmI() : TooMuch(rest),
            "help" => OneOf(rest, CommandForms.Verbs, about => new Command.Help(about)),
            _ => CaseCommand(verb, rest) ?? NoCommand(words[0]),
        };
    }

    private string Which => string.Join(", ", loops.Select(loop => loop.Value)) + " or all.";

    private static Command? CaseCommand(string verb, string[] rest) =>
        verb switch
        {
            "approve"
            or "deny"
            or "skip"
            or "claim"
            or "release"
            or "assign"
            or "note"
            or "ask" when rest.Length == 0 => No($"Which case? Its name or id, as in: {CommandForms.Of(verb)}"),
            "approve" or "deny" or "skip" => Decide(verb, rest),
            "claim" or "release" or "assign" or "note" or "ask" => new Command.Handle(verb, rest),
            _ => null,
        };

    private static Command Decide(string verb, string[] words) =>
        Because(ref words) is not "" and var reason
            ? new Command.Decide(verb, words, reason)
            : No($"Because of what? As in: {verb} #1042-R1 because it was worn");

    private Command Pause(string[] words)
    {
        var reason = Because(ref words);
        if (reason is "")
            return No("Because of what? As in: pause returns because stocktaking");
        var lasting = Array.FindIndex(words, word => word.Equals("for", StringComparison.OrdinalIgnoreCase));
        if (lasting < 0)
            return WithLoops(words, found => new Command.Pause(found, null, reason));
        var typed = string.Join(' ', words[(lasting + 1)..]);
        return Lasting.Read(typed) is { } time
            ? WithLoops(words[..lasting], found => new Command.Pause(found, time, reason))
            : No($"'{typed}' is not a time. As in: for 30m, for 2h, for 1d; 30 days at most.");
    }

    /// <summary>What stands behind <em>because</em>, taken off the words; nothing where that word is not there.</summary>
    private static string? Because(ref string[] words)
    {
        var because = Array.FindIndex(words, word => word.Equals("because", StringComparison.OrdinalIgnoreCase));
        if (because < 0)
            return null;
        var reason = string.Join(' ', words[(because + 1)..]);
        words = words[..because];
        return reason;
    }

    private static Command Run(string[] words) => new Command.Run(string.Join(' ', words));

    private Command Runs(string[] words) =>
        WithLoops(
            words.Length == 0 ? words : words[..1],
            OneLoop("Whose runs?", one => OneOf(words[1..], RunLists, which => new Command.Runs(one, which)))
        );

    private Command Retry(string[] words)
    {
        var fromTheStart =
            words.Length >= 3 && string.Join(' ', words[^3..]).Equals(FromTheStart, StringComparison.OrdinalIgnoreCase);
        var typed = string.Join(' ', fromTheStart ? words[..^3] : words);
        var loop = typed.ToLowerInvariant();
        if (typed.Length == 0)
            return No($"Retry what? A run, as in: retry #1042-R1, or a loop: {Which}");
        var what =
            loop == All ? new Command.Retry([.. loops], null)
            : loops.Any(known => known.Value == loop) ? new Command.Retry([new LoopName(loop)], null)
            : new Command.Retry([], typed);
        return what with { FromTheStart = fromTheStart };
    }

    private Func<IReadOnlyList<LoopName>, Command> OneLoop(string question, Func<LoopName, Command> make) =>
        found => found is [var one] ? make(one) : No($"{question} {Which}");

    private Command WithLoops(string[] words, Func<IReadOnlyList<LoopName>, Command> make)
    {
        if (words.Length == 0)
            return No($"Which loop? {Which}");
        if (words.Length > 1)
            return TooMuch(words[1..]);
        var typed = words[0].ToLowerInvariant();
        if (typed == All)
            return make([.. loops]);
        var known = loops.Where(loop => loop.Value == typed).ToList();
        return known.Count > 0
            ? make(known)
            : No(
                $"There is no loop '{words[0]}'. {CommandForms.DidYouMean(typed, [.. loops.Select(loop => loop.Value), All]) ?? "There are " + Which}"
            );
    }

    /// <summary>One of some words, or none of them.</summary>
    private static Command OneOf(string[] words, IReadOnlyList<string> known, Func<string?, Command> make)
    {
        if (words.Length == 0)
            return make(null);
        if (words.Length > 1)
            return TooMuch(words[1..]);
        var typed = words[0].ToLowerInvariant();
        return known.Contains(typed)
            ? make(typed)
            : No(
                $"'{words[0]}' is not known here. {CommandForms.DidYouMean(typed, known) ?? $"There are {string.Join(", ", known)}."}"
            );
    }

    private static Command NoCommand(string typed) =>
        No(
            $"'{typed}' is not a command. {CommandForms.DidYouMean(typed.ToLowerInvariant(), CommandForms.Verbs) ?? "Type help for all."}"
        );

    private static Command TooMuch(string[] words) =>
        No($"'{string.Join(' ', words)}' is more than this command takes. Type help for its form.");

    private static Command No(string why) => new Command.NotUnderstood(why);
}
