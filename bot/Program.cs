using OpsBot.Bot;
using OpsBot.Bot.Settings;
using OpsBot.Bot.Store;
using OpsBot.Bot.Store.Transfer;

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
