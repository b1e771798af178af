namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>
/// Lets Slack reach a bot that has no address of its own: the bot opens sockets and Slack sends through them what it would
/// send to the doors; docs.slack.dev/apis/events-api/using-socket-mode.
/// </summary>
internal sealed class SlackSocketMode(
    SlackDialer dialer,
    SlackSockets sockets,
    SlackSocketPatience patience,
    TimeProvider clock,
    ILogger<SlackSocketMode> log
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Enumerable
                .Range(0, patience.Sockets)
                .Select(_ => new SlackLine(dialer, sockets, patience, clock, log).KeepAsync(stoppingToken))
        );
}
