namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>ShipBob's words for where a return is. Its papers write them with and without blanks between the words.</summary>
internal static class ShipBobStatus
{
    internal const string AwaitingArrival = nameof(AwaitingArrival);
    internal const string Arrived = nameof(Arrived);
    internal const string Processing = nameof(Processing);
    internal const string Completed = nameof(Completed);
    internal const string Cancelled = nameof(Cancelled);

    internal static bool Is(string given, string status) =>
        given.Replace(" ", "", StringComparison.Ordinal).Equals(status, StringComparison.OrdinalIgnoreCase);

    /// <summary>The goods are at ShipBob.</summary>
    internal static bool IsThere(string given) => Is(given, Arrived) || Is(given, Processing) || Is(given, Completed);
}
