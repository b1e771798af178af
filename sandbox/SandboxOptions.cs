using System.Globalization;

namespace OpsBot.Sandbox;

/// <summary>How the sandbox was started.</summary>
internal sealed record SandboxOptions
{
    /// <summary>Where the page and the pretend systems listen; 0 takes any free port.</summary>
    internal int Port { get; init; } = 5200;

    /// <summary>Where the bot listens; 0 takes any free port.</summary>
    internal int BotPort { get; init; } = 5100;

    /// <summary>The made-up shop: the same seed makes the same shop.</summary>
    internal int Seed { get; init; } = 1042;

    /// <summary>The chats the bot is in.</summary>
    internal Chats Chats { get; init; } = Chats.Both;

    /// <summary>A return request comes in this often.</summary>
    internal TimeSpan Every { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a parcel on its way back travels; the 3PL then looks at it for half as long.</summary>
    internal TimeSpan ParcelsTravel { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>One parcel in so many never arrives; 0 loses none.</summary>
    internal int LoseOneParcelIn { get; init; } = 25;

    /// <summary>How many calls a minute the 3PL takes; as many as it really does where absent.</summary>
    internal int? ThreePlCallsPerMinute { get; init; }

    /// <summary>When Shopify and the 3PL send an unanswered webhook again; as they really do where absent.</summary>
    internal IReadOnlyList<TimeSpan>? WebhookRetries { get; init; }

    /// <summary>Nobody looks: cards are decided by a script, and a report is written at the end.</summary>
    internal bool Headless { get; init; }

    /// <summary>How long it runs; until it is stopped where absent.</summary>
    internal TimeSpan? For { get; init; }

    /// <summary>Where the report is written.</summary>
    internal string? Report { get; init; }

    /// <summary>Where the bot keeps its database and log for this trial; emptied at start.</summary>
    internal string Folder { get; init; } = Path.Combine(Path.GetTempPath(), "opsbot-sandbox");

    /// <summary>What the command line says.</summary>
    /// <exception cref="FormatException">It says something that makes no sense; with what would be right.</exception>
    internal static SandboxOptions Read(string[] args)
    {
        var options = new SandboxOptions();
        for (var at = 0; at < args.Length; at++)
            options = args[at] switch
            {
                "--headless" => options with { Headless = true, Every = TimeSpan.FromSeconds(1.5) },
                "--for" => options with { For = Time(args, ++at) },
                "--every" => options with { Every = Time(args, ++at) },
                "--report" => options with { Report = Value(args, ++at) },
                "--chats" => options with { Chats = Which(args, ++at) },
                "--seed" => options with { Seed = Number(args, ++at) },
                "--port" => options with { Port = Number(args, ++at) },
                "--bot-port" => options with { BotPort = Number(args, ++at) },
                "--folder" => options with { Folder = Value(args, ++at) },
                var unknown => throw new FormatException(
                    $"'{unknown}' is not an option. There are: --headless, --for 60s, --report FILE, --every 2s, --chats both, "
                        + "--seed 7, --port 5200, --bot-port 5100, --folder DIR."
                ),
            };
        return options.Headless && options.For is null ? options with { For = TimeSpan.FromMinutes(1) } : options;
    }

    private static string Value(string[] args, int at) =>
        at < args.Length ? args[at] : throw new FormatException($"{args[^1]} wants a value after it.");

    private static int Number(string[] args, int at) =>
        int.TryParse(Value(args, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{args[at - 1]} {args[at]}: a whole number would be right.");

    private static Chats Which(string[] args, int at) =>
        Value(args, at) switch
        {
            "slack" => Chats.Slack,
            "teams" => Chats.Teams,
            "both" => Chats.Both,
            var unknown => throw new FormatException($"--chats {unknown}: slack, teams or both would be right."),
        };

    private static TimeSpan Time(string[] args, int at)
    {
        var text = Value(args, at);
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? "ms" : text[^1..];
        var isNumber = double.TryParse(
            text[..^unit.Length],
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        );
        return (isNumber && number > 0, unit) switch
        {
            (true, "ms") => TimeSpan.FromMilliseconds(number),
            (true, "s") => TimeSpan.FromSeconds(number),
            (true, "m") => TimeSpan.FromMinutes(number),
            _ => throw new FormatException($"{args[at - 1]} {text}: a time such as 500ms, 60s or 5m would be right."),
        };
    }
}
