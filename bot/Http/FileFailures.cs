namespace OpsBot.Bot.Http;

/// <summary>Failures of files that people and other programs open too: such a file is outside like any other system.</summary>
internal static class FileFailures
{
    /// <summary>The file cannot be opened or written just now. Only for writes that know what they wrote before.</summary>
    /// <param name="system">What the file is to us: <c>log</c>.</param>
    /// <param name="file">Its name.</param>
    /// <param name="error">What the machine said.</param>
    internal static OutsideException InTheWay(string system, string file, IOException error) =>
        new(FailureKind.Safe, system, $"{file} cannot be written now: is it open in another program?", error);

    /// <summary>The file is not what it has to be, or may not be written at all: a person must look.</summary>
    /// <param name="system">What the file is to us.</param>
    /// <param name="says">What is wrong and what would be right.</param>
    /// <param name="error">What the machine said, where it did.</param>
    internal static OutsideException Unfit(string system, string says, Exception? error = null) =>
        new(FailureKind.Broken, system, says, error);
}
