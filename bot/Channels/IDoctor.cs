namespace OpsBot.Bot.Channels;

/// <summary>Looks at everything that must be right for the bot to work.</summary>
internal interface IDoctor
{
    /// <summary>What was found, worst first.</summary>
    Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel);
}

/// <summary>One thing the doctor looks at. Looking changes nothing.</summary>
internal interface ICheck
{
    /// <summary>What is looked at: <c>Slack token</c>.</summary>
    string About { get; }

    /// <summary>What was found.</summary>
    /// <exception cref="OutsideException">It could not be looked at.</exception>
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel);
}

/// <summary>What the doctor found.</summary>
/// <param name="Grade">How bad it is.</param>
/// <param name="About">What was looked at.</param>
/// <param name="Says">What it is like; without secrets.</param>
/// <param name="ToDo">What to do about it, where anything.</param>
internal sealed record Finding(Grade Grade, string About, string Says, string? ToDo = null);

/// <summary>How bad something is.</summary>
internal enum Grade
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Wrong,
}
