namespace OpsBot.Loops.Engine;

/// <summary>Remembers across restarts which parts of systems outside asked to be left alone.</summary>
public interface IRests
{
    /// <summary>All that were kept, also those that are over.</summary>
    Task<IReadOnlyList<Rest>> AllAsync(CancellationToken cancel);

    /// <summary>Keeps one; where the same part rests already, until the later of both moments.</summary>
    Task KeepAsync(Rest rest, CancellationToken cancel);

    /// <summary>Forgets a part's rest, where it is over by then.</summary>
    Task ForgetAsync(string what, DateTimeOffset overBy, CancellationToken cancel);
}

/// <summary>Something that asked to be left alone.</summary>
/// <param name="What">Which: <c>slack:chat.postMessage</c>.</param>
/// <param name="Until">Until when.</param>
public sealed record Rest(string What, DateTimeOffset Until);
