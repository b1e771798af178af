using OpsBot.Bot.Channels.Slack.Socket;

namespace OpsBot.Bot.Channels.Slack.Doctor;

/// <summary>Whether Slack reaches the bot through sockets.</summary>
internal sealed class SlackSocketsCheck(SlackSockets sockets, SlackSocketPatience patience, TimeProvider clock) : ICheck
{
    public string About => "Slack sockets";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Finding>>([Look()]);

    private Finding Look()
    {
        var open = sockets.Open;
        if (open.Count == 0)
            return new Finding(
                Grade.Wrong,
                About,
                sockets.Trouble ?? "none is open yet",
                "Nothing that people click or type arrives. Look at Channels:Slack:AppToken and at Socket Mode in the app's settings."
            );
        var refreshed = sockets.RefreshedAt is { } at ? $", one was renewed {Ago(at)} ago" : ", none was renewed yet";
        var says =
            $"{open.Count} of {patience.Sockets} open, the oldest for {Ago(open.Min())}{refreshed}; the app token is valid";
        return open.Count < patience.Sockets
            ? new Finding(Grade.Warn, About, says, "Another is being opened; while it is, a broken one leaves a gap.")
            : new Finding(Grade.Ok, About, says);
    }

    private string Ago(DateTimeOffset at)
    {
        var time = clock.GetUtcNow() - at;
        return time < TimeSpan.FromMinutes(2) ? $"{Math.Max(0, (int)time.TotalSeconds)} s"
            : time < TimeSpan.FromHours(2) ? $"{(int)time.TotalMinutes} min"
            : $"{(int)time.TotalHours} h";
    }
}
