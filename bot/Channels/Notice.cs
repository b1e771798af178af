namespace OpsBot.Bot.Channels;

/// <summary>Something a whole channel is told.</summary>
/// <param name="Title">What happened, in one line that is enough by itself.</param>
internal sealed record Notice(Line Title)
{
    /// <summary>What it means, and what can be done.</summary>
    public IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>What kind of news it is; the title says so in words, too.</summary>
    public NoticeTone Tone { get; init; }

    /// <summary>A title that says all.</summary>
    public static implicit operator Notice(Line title) => new(title);
}

/// <summary>What kind of news a notice brings.</summary>
internal enum NoticeTone
{
    /// <summary>Any other.</summary>
    Plain,

    /// <summary>Somebody made something wait.</summary>
    Held,

    /// <summary>Something goes on.</summary>
    GoesOn,

    /// <summary>Something is wrong.</summary>
    Trouble,
}

/// <summary>The sign that stands before a notice; its title says the same in words.</summary>
internal static class NoticeSigns
{
    internal static string? Of(NoticeTone tone) =>
        tone switch
        {
            NoticeTone.Held => "⏸",
            NoticeTone.GoesOn => "▶",
            NoticeTone.Trouble => "⚠",
            _ => null,
        };
}
