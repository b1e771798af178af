using OpsBot.Bot;
using OpsBot.Bot.Settings;

try
{
    await using var app = OpsBotHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (SettingsException problem)
{
    await Console.Error.WriteLineAsync(problem.Explain());
    return 2;
}
