using System.Globalization;

namespace OpsBot.Bench.Crash;

/// <summary>How hard the suite hits.</summary>
internal sealed record CrashOptions
{
    /// <summary>Kills at moments of chance.</summary>
    internal int Random { get; init; } = 100;

    /// <summary>Kills at each named boundary.</summary>
    internal int Each { get; init; } = 20;

    /// <summary>Only boundaries whose name holds one of these; all where absent.</summary>
    internal IReadOnlyList<string>? At { get; init; }

    /// <summary>
    /// How often a customer asks: by default no more than their cards can be shown, of which Slack takes about one a second. For
    /// what is said in threads, which comes after all cards, ten seconds.
    /// </summary>
    internal TimeSpan Every { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Where the report is written.</summary>
    internal string? Report { get; init; }

    /// <summary>The pretend world's port, and the one before the bot's: several suites can run side by side.</summary>
    internal int Port { get; init; } = 5290;

    /// <summary>The PostgreSQL server to run on, as a connection string without a database.</summary>
    internal string? Postgres { get; init; }

    internal static CrashOptions Read(string[] args)
    {
        var options = new CrashOptions();
        for (var at = 0; at + 1 < args.Length; at += 2)
            options = args[at] switch
            {
                "--random" => options with { Random = int.Parse(args[at + 1], CultureInfo.InvariantCulture) },
                "--each" => options with { Each = int.Parse(args[at + 1], CultureInfo.InvariantCulture) },
                "--at" => options with { At = args[at + 1].Split(',') },
                "--every" => options with
                {
                    Every = TimeSpan.FromSeconds(int.Parse(args[at + 1], CultureInfo.InvariantCulture)),
                },
                "--port" => options with { Port = int.Parse(args[at + 1], CultureInfo.InvariantCulture) },
                "--postgres" => options with { Postgres = args[at + 1] },
                "--report" => options with { Report = args[at + 1] },
                var unknown => throw new FormatException($"'{unknown}' is not an option"),
            };
        return options;
    }
}
