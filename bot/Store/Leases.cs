namespace OpsBot.Bot.Store;

/// <summary>Who holds what for how long.</summary>
/// <param name="node">Who we are.</param>
/// <param name="database">The database.</param>
/// <param name="clock">When things are due.</param>
/// <param name="steady">
/// What leases are counted in: it goes on steadily whatever somebody does to the machine's clock. Else a clock that is set an
/// hour forward would end every lease while its holder still works.
/// </param>
internal sealed class Leases(Node node, Database database, TimeProvider clock, TimeProvider steady)
{
    /// <summary>Longer than any one step may take.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>What is due by now is due.</summary>
    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A lease that ends by now is over.</summary>
    internal DateTimeOffset Steady => steady.GetUtcNow();

    /// <summary>When a lease that begins now ends.</summary>
    internal DateTimeOffset Until => Steady + Length;

    /// <summary>Under which name this process takes leases.</summary>
    internal string Owner => node.Id;

    /// <summary>Others believe that this process lives, so what it takes is its own.</summary>
    internal bool MayTake => node.IsAlive;

    /// <summary>Cancelled when this process lets go of all it holds now; after a silence there is a new one.</summary>
    internal CancellationToken Lost => node.Lost;

    /// <inheritdoc cref="Database.TellOthersAsync"/>
    internal Task TellOthersAsync(Session session) => database.TellOthersAsync(session);

    /// <inheritdoc cref="Database.SkipTaken"/>
    internal string SkipTaken => database.SkipTaken;
}
