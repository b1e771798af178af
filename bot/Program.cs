return await OpsBot.Bot.CommandLine.RunAsync(args);
