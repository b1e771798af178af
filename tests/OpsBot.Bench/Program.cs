using OpsBot.Bench.Crash;

return args switch
{
    ["crash", .. var rest] => await CrashSuite.RunAsync(CrashOptions.Read(rest)),
    ["victim", .. var rest] => await Victim.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "crash [--random 100] [--each 20] [--report FILE]   kills the bot again and again and counts"
    );
    return 2;
}
