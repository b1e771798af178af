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
                "--port" => options with { Port = int.Parse(args[at + 1], CultureInfo.InvariantCulture) },
                "--postgres" => options with { Postgres = args[at + 1] },
                "--report" => options with { Report = args[at + 1] },
                var unknown => throw new FormatException($"'{unknown}' is not an option"),
            };
        return options;
    }
}
