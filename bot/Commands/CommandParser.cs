using OpsBot.Loops.Rules;

namespace OpsBot.Bot.Commands;

/// <summary>The one grammar of commands, the same in every chat. Pure.</summary>
internal sealed class CommandParser(IReadOnlyCollection<LoopName> loops)
{
    private const string All = "all";
    private const string FromTheStart = "from the start";
    private static readonly string[] Verbs =
    [
        "status",
        "pause",
        "resume",
        "retry",
        "queue",
        "run",
        "rules",
        "doctor",
        "help",
    ];

    /// <summary>Reads what was typed after the bot's name.</summary>
    internal Command Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return new Command.Help();
        var rest = words[1..];
        return words[0].ToLowerInvariant() switch
        {
            "status" => rest.Length == 0
                ? new Command.Status([.. loops])
                : WithLoops(rest, found => new Command.Status(found)),
            "pause" => Pause(rest),
            "resume" => WithLoops(rest, found => new Command.Resume(found)),
            "retry" => Retry(rest),
            "queue" => rest.Length == 0 ? new Command.Queue() : TooMuch(rest),
            "run" => rest.Length == 0 ? No("Which run? Its id or name, as in: run #1042-R1") : Run(rest),
            "rules" => WithLoops(
                rest,
                found => found is [var one] ? new Command.Rules(one) : No($"Whose rules? {Which}")
            ),
            "doctor" => rest.Length == 0 ? new Command.Doctor() : TooMuch(rest),
            "help" => new Command.Help(),
            var other => No($"'{words[0]}' is not a command. {DidYouMean(other, Verbs) ?? "Type help for all."}"),
        };
    }

    private string Which => string.Join(", ", loops.Select(loop => loop.Value)) + " or all.";

    private Command Pause(string[] words)
    {
        var because = Array.FindIndex(words, word => word.Equals("because", StringComparison.OrdinalIgnoreCase));
        var reason = because < 0 ? null : string.Join(' ', words[(because + 1)..]);
        if (because >= 0)
            words = words[..because];
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

    private static Command Run(string[] words) => new Command.Run(string.Join(' ', words));

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
                $"There is no loop '{words[0]}'. {DidYouMean(typed, [.. loops.Select(loop => loop.Value), All]) ?? "There are " + Which}"
            );
    }

    private static string? DidYouMean(string typed, IReadOnlyCollection<string> words) =>
        Nearest.Of(words, typed) is { } meant ? $"Did you mean {meant}?" : null;

    private static Command TooMuch(string[] words) =>
        No($"'{string.Join(' ', words)}' is more than this command takes. Type help for its form.");

    private static Command No(string why) => new Command.NotUnderstood(why);
}
