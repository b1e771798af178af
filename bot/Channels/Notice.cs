namespace OpsBot.Bot.Channels;

/// <summary>Something a whole channel is told.</summary>
/// <param name="Title">What happened, in one line that is enough by itself.</param>
internal sealed record Notice(Line Title)
{
    /// <summary>What it means, and what can be done.</summary>
    public IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>Numbers that its lines say in words, for chats that draw them; none where there is nothing to draw.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>What kind of news it is; the title says so in words, too.</summary>
    public NoticeTone Tone { get; init; }

    /// <summary>A title that says all.</summary>
    public static implicit operator Notice(Line title) => new(title);
}

/// <summary>One of several numbers that are compared.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Count">How many.</param>
/// <param name="Tone">What many of it mean.</param>
internal sealed record Figure(string Label, int Count, FigureTone Tone = FigureTone.Plain);

/// <summary>What a number means; its label says so, too.</summary>
internal enum FigureTone
{
    /// <summary>Nothing by itself.</summary>
    Plain,

    /// <summary>The more the better.</summary>
    Good,

    /// <summary>Somebody is waited for.</summary>
    Waits,

    /// <summary>Something is wrong.</summary>
    Trouble,
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
