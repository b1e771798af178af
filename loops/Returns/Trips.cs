using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Returns;

/// <summary>What stops the loop until a person resumes it, as it stands under <c>Loops:Returns:Trips</c>; 0 = never.</summary>
public sealed class Trips
{
    /// <summary>The most money refunded in any hour.</summary>
    [Description("The most money refunded in any hour, in the shop's currency; 0 = no limit.")]
    [Range(0, 100_000_000, ErrorMessage = "must be between 0 and 100000000.")]
    public decimal RefundedPerHour { get; init; } = 2500;

    /// <summary>Fewer refunds in an hour never trip.</summary>
    [Description("Fewer refunds in an hour than this never stop the loop, however large they are.")]
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000.")]
    public int RefundsAtLeast { get; init; } = 10;

    /// <summary>By how much the share of cleared may differ from the last 7 days.</summary>
    [Description("By how much the share cleared by rule may differ from the last 7 days, from 0 to 1; 0 = no limit.")]
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1.")]
    public double ClearedShareMoves { get; init; } = 0.4;

    /// <summary>Fewer decided runs in an hour never trip.</summary>
    [Description("Fewer decided runs in an hour than this never stop the loop.")]
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000.")]
    public int DecidedAtLeast { get; init; } = 20;

    /// <summary>The largest share of runs that die.</summary>
    [Description("The largest share of an hour's runs that may die, from 0 to 1; 0 = no limit.")]
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1.")]
    public double DeadShare { get; init; } = 0.3;

    /// <summary>Fewer runs in an hour never trip.</summary>
    [Description("Fewer runs in an hour than this never stop the loop.")]
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000.")]
    public int RunsAtLeast { get; init; } = 10;

    internal TripLimits ToLimits() =>
        new()
        {
            RefundedPerHour = RefundedPerHour,
            RefundsAtLeast = RefundsAtLeast,
            ClearedShareMoves = ClearedShareMoves,
            DecidedAtLeast = DecidedAtLeast,
            DeadShare = DeadShare,
            RunsAtLeast = RunsAtLeast,
        };
}
