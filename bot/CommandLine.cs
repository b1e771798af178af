using OpsBot.Bot.Settings;
using OpsBot.Bot.Store;
using OpsBot.Bot.Store.Transfer;

namespace OpsBot.Bot;

/// <summary>What the program does: it runs the bot, or carries the store in or out.</summary>
internal static class CommandLine
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code: 0 ended as asked, 2 the settings or the command are not fit, 3 the store is not.</returns>
    internal static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (TransferCommand.Is(args))
            {
                await using var store = OpsBotHost.BuildStore([.. args.Skip(2)]);
                return await TransferCommand.RunAsync(args, store, Console.Out, CancellationToken.None);
            }

            await using var app = OpsBotHost.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (SettingsException problem)
        {
            await Console.Error.WriteLineAsync(problem.Explain());
            return 2;
        }
        catch (UnusableStoreException problem)
        {
            await Console.Error.WriteLineAsync($"OpsBot cannot start: {problem.Message}");
            return 3;
        }
    }
}
