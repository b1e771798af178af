namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// How much of the usual room a card gets: 1 is all. Teams refuses messages above a size that its papers name differently from
/// one year to the next, 28 KB of UTF-16 at least; where a card is larger, its words are given less room, all alike.
/// </summary>
/// <param name="Words">For each of its texts.</param>
/// <param name="Lines">For each of its lists.</param>
internal sealed record TeamsRoom(double Words, double Lines)
{
    /// <summary>A whole message is larger than its card by its envelope and its summary, in which a letter may take six.</summary>
    internal const int MostBytes = 23_500;

    /// <summary>From the widest to the narrowest.</summary>
    internal static IReadOnlyList<TeamsRoom> All { get; } =
    [new(1, 1), new(0.6, 1), new(0.35, 1), new(0.2, 0.5), new(0.1, 0.25)];

    /// <summary>One line, of that length at most where there is all the room.</summary>
    internal string Fit(string text, int most) => TeamsText.Fit(text, Length(most));

    /// <summary>Text that may have several lines.</summary>
    internal string FitWhole(string text, int most) => TeamsText.FitWhole(text, Length(most));

    /// <summary>So many of a list.</summary>
    internal int Most(int most) => Math.Max(1, (int)(most * Lines));

    private int Length(int most) => Math.Min(most, Math.Max(20, (int)(most * Words)));
}
