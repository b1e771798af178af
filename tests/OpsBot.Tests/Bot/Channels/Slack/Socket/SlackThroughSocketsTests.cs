using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack.Socket;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>The same things people do, with a bot that nobody can call: all of it comes through its sockets.</summary>
public sealed class SlackThroughSocketsTests
{
    private static CancellationToken Stop => SlackDesk.Stop;

    [Fact]
    public async Task Clicks_forms_commands_and_events_are_taken_as_over_HTTP()
    {
        await using var desk = await OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops status", Stop);
        (await desk.Slack.EphemeralAsync("U0OPS", _ => true, Stop)).Text.ShouldStartWith("Status");
        desk.Slack.OpenHome("U0OPS");
        await desk.Slack.HomeAsync("U0OPS", _ => true, Stop);
        (await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "deny", stop: Stop)).Error.ShouldBeNull();
        var view = await desk.Slack.ViewAsync("U0OPS", _ => true, Stop);
        var refused = await desk.Slack.SubmitViewAsync("U0OPS", view.Id, Reason("  "), Stop);
        refused.Errors.ShouldHaveSingleItem().Value.ShouldBe("Please say why.");
        (await desk.Slack.SubmitViewAsync("U0OPS", view.Id, Reason("worn"), Stop)).Errors.ShouldBeEmpty();
        desk.Questions.Answers.ShouldHaveSingleItem().Reason.ShouldBe("worn");
    }

    [Theory]
    [InlineData("refresh_requested")]
    [InlineData("warning")]
    public async Task While_sockets_are_renewed_no_click_is_missed(string reason)
    {
        await using var desk = await OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.Sockets.DisconnectAsync(reason, Stop);
        (await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop)).Error.ShouldBeNull();
        desk.Questions.Answers.ShouldHaveSingleItem();
        await desk.Slack.Sockets.CountAsync(2, Stop);
    }

    [Fact]
    public async Task A_socket_that_breaks_is_replaced_and_what_it_had_not_acknowledged_comes_again()
    {
        await using var desk = await OpenAsync();
        desk.Slack.Sockets.Break();
        desk.Slack.OpenHome("U0OPS");
        await desk.PassUntilAsync(() => desk.Slack.Home("U0OPS") is not null);
    }

    private static async Task<SlackDesk> OpenAsync()
    {
        var desk = await SlackDesk.OpenAsync(options =>
        {
            options.Socket.IsOn = true;
            options.Limits = SlackLimits.None;
        });
        await desk.Slack.Sockets.CountAsync(2, Stop);
        desk.Get<IEnumerable<IChatStanding>>().OfType<SlackSockets>().ShouldHaveSingleItem();
        return desk;
    }

    private static Dictionary<string, string> Reason(string words) =>
        new(StringComparer.Ordinal) { ["reason"] = words };
}
