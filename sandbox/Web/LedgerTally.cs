namespace OpsBot.Sandbox.Web;

/// <summary>Running counts over the ledger, so that a long demo costs no more to count than a short one.</summary>
internal sealed class LedgerTally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> systems = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, string), int> effects = [];
    private int doubled;

    internal LedgerTally(Ledger ledger)
    {
        ledger.Written += Count;
        foreach (var entry in ledger.Entries)
            Count(entry);
    }

    /// <summary>How many entries each system has, and how many effects happened more than once.</summary>
    internal (IReadOnlyDictionary<string, int> Systems, int Doubled) Now()
    {
        lock (gate)
            return (new Dictionary<string, int>(systems, StringComparer.Ordinal), doubled);
    }

    private void Count(LedgerEntry entry)
    {
        lock (gate)
        {
            systems[entry.System] = systems.GetValueOrDefault(entry.System) + 1;
            var times = effects[(entry.System, entry.Effect, entry.Subject)] =
                effects.GetValueOrDefault((entry.System, entry.Effect, entry.Subject)) + 1;
            if (times == 2)
                doubled++;
        }
    }
}
