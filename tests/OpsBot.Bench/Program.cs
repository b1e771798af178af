using OpsBot.Bench.Crash;

return args switch
{
    ["crash", .. var rest] => await CrashSuite.RunAsync(CrashOptions.Read(rest)),
    ["nodes", .. var rest] => await NodesSuite.RunAsync(CrashOptions.Read(rest)),
    ["victim", .. var rest] => await Victim.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        crash [--random 100] [--each 20] [--report FILE]         kills the bot again and again and counts
        nodes --postgres "Host=…" [--random 100] [--report FILE]  two bots on one PostgreSQL, one of them killed in turn
        """
    );
    return 2;
}
