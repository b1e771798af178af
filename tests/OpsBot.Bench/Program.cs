using OpsBot.Bench.Crash;
using OpsBot.Bench.Speed;
using OpsBot.Bench.Speed.Bare;
using OpsBot.Bench.Speed.Engine;

return args switch
{
    ["crash", .. var rest] => await CrashSuite.RunAsync(CrashOptions.Read(rest)),
    ["nodes", .. var rest] => await NodesSuite.RunAsync(CrashOptions.Read(rest)),
    ["victim", .. var rest] => await Victim.RunAsync(rest),
    ["speed", .. var rest] => await SpeedSuite.RunAsync(SpeedOptions.Read(rest)),
    ["bot", .. var rest] => await SpeedBot.RunAsync(rest),
    ["bare", .. var rest] => await BareBot.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        crash [--random 100] [--each 20] [--at CommitAsync,IActor] [--every 3] [--port 5290] [--postgres "Host=…"] [--report FILE]   kills the bot again and again and counts
        nodes --postgres "Host=…" [--random 100] [--report FILE]   two bots on one PostgreSQL, one of them killed in turn
        speed [--quick | --deep | --shallow] [--store Sqlite|Postgres|both] [--postgres "Host=…"] [--only ROW] [--folder DIR] [--report FILE]
              --shallow: saturation at an empty store only, for a look at what a change costs or saves
              --postgres names a server: each row makes databases of its own there and drops them
              measures the bot beside its peers; rows: disk, bare, start, ack, click, teams, timers, drain, saturation
        """
    );
    return 2;
}
