using OpsBot.Sandbox;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Bench.Crash;

/// <summary>
/// Decides cards for as long as they offer a choice, as people do who see their click come to nothing; always twice, since
/// people do that as well.
/// </summary>
internal sealed class Clerk : IAsyncDisposable
{
    private const string Agent = "U0OPS";
    private const string Lead = "U0LEAD";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly PretendSlack slack;
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    internal Clerk(PretendSlack slack)
    {
        this.slack = slack;
        work = Task.Run(WorkAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task WorkAsync()
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stop.Token))
            foreach (var card in slack.Messages(BotSettings.Channel).Where(IsOpen).Take(4))
                await Task.WhenAll(ClickAsync(Agent, card), ClickAsync(Lead, card));
    }

    private static bool IsOpen(SlackMessage card) => !card.IsReply && (card.Offers("approve") || card.Offers("retry"));

    private async Task ClickAsync(string user, SlackMessage card)
    {
        Task click = slack.ClickAsync(
            user,
            card.Channel,
            card.Ts,
            card.Offers("approve") ? "approve" : "retry",
            stop: stop.Token
        );
        await click.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
