using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels;

/// <summary>Carries out what people type. The same for every chat.</summary>
internal interface ICommands
{
    /// <summary>Carries out one command.</summary>
    /// <param name="text">What was typed after the bot's name: <c>pause returns for 2h because stocktaking</c>.</param>
    /// <param name="person">Who typed it.</param>
    /// <param name="cancel">Stops it.</param>
    Task<CommandReply> RunAsync(string text, Person person, CancellationToken cancel);

    /// <summary>Whether it is a command at all: below a card it may be an answer to what is asked there.</summary>
    bool Understands(string text);
}

/// <summary>The answer to a command, for the one who typed it.</summary>
/// <param name="Title">One line.</param>
/// <param name="Lines">The rest.</param>
internal sealed record CommandReply(string Title, IReadOnlyList<Line> Lines)
{
    /// <summary>Nobody else may read it, wherever it was typed.</summary>
    public bool IsPrivate { get; init; }

    internal CommandReply(string title)
        : this(title, []) { }
}
