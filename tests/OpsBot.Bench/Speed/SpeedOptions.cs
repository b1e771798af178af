using System.Globalization;

namespace OpsBot.Bench.Speed;

/// <summary>What is measured, and how thoroughly.</summary>
internal sealed record SpeedOptions
{
    /// <summary>A minute or two for everything.</summary>
    internal bool IsQuick { get; private init; }

    /// <summary>Ten million past runs as well: an hour, and 50 GB of disk.</summary>
    internal bool IsDeep { get; private init; }

    /// <summary>An empty store, and nothing that is not its own: what a change costs or saves.</summary>
    internal bool IsShallow { get; private init; }

    /// <summary>The databases: <c>Sqlite</c>, <c>Postgres</c>.</summary>
    internal IReadOnlyList<string> Stores { get; private init; } = ["Sqlite"];

    /// <summary>The PostgreSQL server, as a connection string without a database: every home gets one of its own there.</summary>
    internal string? Postgres { get; private init; }

    /// <summary>Where the figures are written as JSON.</summary>
    internal string? Report { get; private init; }

    /// <summary>Only groups whose name holds this.</summary>
    internal string Only { get; private init; } = "";

    /// <summary>Where the store lies; the disk that is measured.</summary>
    internal string Folder { get; private init; } = Path.GetTempPath();

    /// <summary>How often each figure is taken.</summary>
    internal int Times { get; } = 3;

    /// <summary>Runs before anything is measured: until the runtime has compiled what is used often.</summary>
    internal int WarmUp => IsQuick ? 1_500 : 5_000;

    /// <summary>Events of one measurement at saturation.</summary>
    internal IReadOnlyList<int> Events =>
        IsShallow ? [10_000]
        : IsQuick ? [1_500]
        : [5_000, 20_000];

    /// <summary>Past runs in the store.</summary>
    internal IReadOnlyList<int> Depths =>
        IsShallow ? [0] : [0, 100_000, .. IsQuick ? (int[])[] : [1_000_000], .. IsDeep ? (int[])[10_000_000] : []];

    /// <summary>Events that come while the loop is paused.</summary>
    internal int Parked => IsQuick ? 10_000 : 100_000;

    /// <summary>How long each measurement at a given pace takes.</summary>
    internal int PacedSeconds => IsQuick ? 3 : 20;

    /// <exception cref="FormatException">An option is not known, or lacks its value.</exception>
    internal static SpeedOptions Read(IReadOnlyList<string> args)
    {
        var options = new SpeedOptions();
        for (var at = 0; at < args.Count; at++)
            options = args[at] switch
            {
                "--quick" => options with { IsQuick = true },
                "--deep" => options with { IsDeep = true },
                "--shallow" => options with { IsShallow = true },
                "--store" => options with { Stores = Providers(Value(args, ref at)) },
                "--postgres" => options with { Postgres = Value(args, ref at) },
                "--report" => options with { Report = Value(args, ref at) },
                "--only" => options with { Only = Value(args, ref at) },
                "--folder" => options with { Folder = Value(args, ref at) },
                var unknown => throw new FormatException($"'{unknown}' is not an option"),
            };
        return options;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsQuick ? "Quick" : "Full")}: each figure {Times} times after {WarmUp:N0} runs to warm up; median (least–most). Load, far side and bot share the machine."
        );

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        ++at < args.Count ? args[at] : throw new FormatException($"{args[at - 1]} lacks its value");

    private static IReadOnlyList<string> Providers(string text) =>
        text.ToLowerInvariant() switch
        {
            "sqlite" => ["Sqlite"],
            "postgres" => ["Postgres"],
            "both" => ["Sqlite", "Postgres"],
            _ => throw new FormatException($"'{text}' is no store: Sqlite, Postgres or both"),
        };
}
