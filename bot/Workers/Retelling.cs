namespace OpsBot.Bot.Workers;

/// <summary>
/// When something that reached nobody is said again: after a minute, and after each further failure twice as long, at most a
/// quarter of an hour.
/// </summary>
internal sealed class Retelling(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, (long At, TimeSpan Wait)> untold = new(StringComparer.Ordinal);

    /// <summary>Whether it may be said now.</summary>
    /// <param name="about">Names what is to be said.</param>
    internal bool MaySay(string about) =>
        !untold.TryGetValue(about, out var last) || clock.GetElapsedTime(last.At) >= last.Wait;

    /// <summary>It was tried, and it reached somebody or it did not.</summary>
    internal void Tried(string about, bool reached)
    {
        if (reached)
        {
            untold.Remove(about);
            return;
        }

        var wait = untold.TryGetValue(about, out var last) ? last.Wait * 2 : First;
        untold[about] = (clock.GetTimestamp(), wait < Longest ? wait : Longest);
    }
}
