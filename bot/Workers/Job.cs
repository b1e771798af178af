namespace OpsBot.Bot.Workers;

/// <summary>Something that is done again and again.</summary>
/// <param name="Name">What it does, for the log; what its schedule is kept under.</param>
/// <param name="Times">When.</param>
/// <param name="Work">What to do.</param>
internal sealed record Job(string Name, Recurrence Times, Func<CancellationToken, Task> Work)
{
    /// <summary>Also whenever the bot starts.</summary>
    internal bool AtStart { get; init; } = true;
}
