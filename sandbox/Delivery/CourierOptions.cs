namespace OpsBot.Sandbox.Delivery;

/// <summary>How patient a sender of webhooks is.</summary>
internal sealed record CourierOptions
{
    /// <summary>More parcels than this at once are refused, and counted as failed.</summary>
    internal int Capacity { get; init; } = 100_000;

    /// <summary>Parcels under way at the same time. One keeps the order; more do not.</summary>
    internal int Workers { get; init; } = 4;

    /// <summary>An answer later than this is no answer.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait before each retry; its length is the number of retries.</summary>
    internal IReadOnlyList<TimeSpan> Retries { get; init; } = [];
}
