using OpsBot.Sandbox;

try
{
    return await Trial.RunAsync(SandboxOptions.Read(args));
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
