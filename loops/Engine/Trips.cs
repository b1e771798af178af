using System.Globalization;

namespace OpsBot.Loops.Engine;

/// <summary>What a loop must not pass without a person looking. Where it does, it trips: it stops until somebody resumes it.</summary>
public sealed record TripLimits
{
    /// <summary>No limits.</summary>
    public static TripLimits None { get; } = new();

    /// <summary>The most money in any hour, in the shop's currency; 0 = no limit.</summary>
    public decimal RefundedPerHour { get; init; }

    /// <summary>Fewer refunds in that hour than this never trip, however large.</summary>
    public int RefundsAtLeast { get; init; }

    /// <summary>By how much the share of cleared among decided runs may differ from the last 7 days, from 0 to 1; 0 = no limit.</summary>
    public double ClearedShareMoves { get; init; }

    /// <summary>Fewer decided runs than this in the hour, or in the 7 days, never trip.</summary>
    public int DecidedAtLeast { get; init; }

    /// <summary>The largest share of runs that die, from 0 to 1; 0 = no limit.</summary>
    public double DeadShare { get; init; }

    /// <summary>Fewer runs than this in the hour never trip.</summary>
    public int RunsAtLeast { get; init; }
}

/// <summary>A loop's runs over a time, as far as they may trip it.</summary>
/// <param name="Caught">Runs that began.</param>
/// <param name="Cleared">Of these, cleared by rule.</param>
/// <param name="Asked">Of these, left to people.</param>
/// <param name="Died">Runs that died, whenever they began.</param>
public sealed record TripSignals(int Caught, int Cleared, int Asked, int Died)
{
    /// <summary>Runs that were decided.</summary>
    public int Decided => Cleared + Asked;
}

/// <summary>Says whether signals are out of bounds. Pure.</summary>
public static class TripRules
{
    /// <summary>Why the loop must trip, with the figures; nothing where all is in bounds.</summary>
    /// <param name="hour">The last hour.</param>
    /// <param name="week">The seven days before it.</param>
    /// <param name="limits">The bounds.</param>
    public static string? Why(TripSignals hour, TripSignals week, TripLimits limits)
    {
        var runs = Math.Max(hour.Caught, hour.Died);
        if (limits.DeadShare > 0 && runs > 0 && runs >= limits.RunsAtLeast && hour.Died > runs * limits.DeadShare)
            return Words($"{hour.Died} of {runs} runs died within an hour; the limit is {limits.DeadShare:P0}");
        if (limits.ClearedShareMoves <= 0 || hour.Decided == 0 || week.Decided == 0)
            return null;
        if (hour.Decided < limits.DecidedAtLeast || week.Decided < limits.DecidedAtLeast)
            return null;
        var (now, before) = ((double)hour.Cleared / hour.Decided, (double)week.Cleared / week.Decided);
        return Math.Abs(now - before) > limits.ClearedShareMoves
            ? Words(
                $"{hour.Cleared} of {hour.Decided} runs decided within an hour were cleared by rule ({now:P0}); in the 7 days before it was {before:P0}"
            )
            : null;
    }

    /// <summary>Why the loop must trip before this money moves; nothing where it may.</summary>
    /// <param name="count">Refunds in the hour, this one included.</param>
    /// <param name="sum">Their money, this one's included.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="currency">The shop's currency.</param>
    public static string? Why(int count, decimal sum, TripLimits limits, string currency) =>
        count >= limits.RefundsAtLeast && sum > limits.RefundedPerHour
            ? $"the next refund would make {count} refunds and {new Money(sum, currency)} within an hour; the limit is "
                + $"{new Money(limits.RefundedPerHour, currency)}"
            : null;

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
