using System.Globalization;

namespace OpsBot.Bot.Store.Transfer;

/// <summary><c>export FILE</c> and <c>import FILE</c>: how a store moves from SQLite to PostgreSQL, and back.</summary>
internal static class TransferCommand
{
    /// <summary>The command line asks for one of them.</summary>
    internal static bool Is(string[] args) => args is ["export" or "import", ..];

    /// <summary>Carries it out on the store that the settings name.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="services">The store.</param>
    /// <param name="output">Takes what is to be said.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The exit code: 0 done, 2 not understood, 3 not possible.</returns>
    internal static async Task<int> RunAsync(
        string[] args,
        IServiceProvider services,
        TextWriter output,
        CancellationToken cancel
    )
    {
        if (args is not [var verb, var file, ..] || file.StartsWith('-'))
        {
            await output.WriteLineAsync($"Name the file: {args[0]} opsbot.jsonl");
            return 2;
        }

        try
        {
            var rows = verb is "export"
                ? await services.GetRequiredService<Exporter>().WriteAsync(file, cancel)
                : await services.GetRequiredService<Importer>().ReadAsync(file, cancel);
            foreach (var (table, count) in rows)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count, 12:N0} {table}"));
            await output.WriteLineAsync(verb is "export" ? $"Exported to {file}." : $"Imported from {file}.");
            return 0;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(error.Message);
            return 3;
        }
    }
}
