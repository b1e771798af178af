using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;
using CommandReply = OpsBot.Bot.Channels.CommandReply;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What people do to cards, seen from their side of Slack.</summary>
public sealed class SlackClickTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_click_by_somebody_who_may_is_stored_before_Slack_is_answered()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var click = await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop);
        click.Error.ShouldBeNull();
        desk.Questions.Answers.ShouldHaveSingleItem()
            .ShouldBe(new Settled(Asked.Id, Verdict.Approved, "approve", "slack:U0OPS", null));
        desk.Slack.Ephemerals("U0OPS").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_of_two_is_told_in_private_who_was_first_and_when()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop);
        await desk.Slack.ClickAsync("U0LEAD", Asked.Channel, card.Ts, "approve", stop: Stop);
        var told = await desk.Slack.EphemeralAsync("U0LEAD", _ => true, Stop);
        told.Text.ShouldBe(
            "This was already approved (Refund 249.00 EUR) by <@U0OPS> · <!date^1772355600^{date_short_pretty} {time}|2026-03-01 09:00 UTC>"
        );
        desk.Questions.Answers.Count.ShouldBe(1);
        desk.Slack.Messages(Asked.Channel).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Clicking_twice_is_harmless_and_not_worth_a_word()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop);
        // Answered in order: once another click is told, this one was silent.
        await desk.Slack.ClickAsync("U0GUEST", Asked.Channel, card.Ts, "approve", stop: Stop);
        await desk.Slack.EphemeralAsync("U0GUEST", _ => true, Stop);
        desk.Slack.Ephemerals("U0OPS").ShouldBeEmpty();
        desk.Questions.Answers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_who_may_not_is_told_in_private_and_nothing_happens()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var click = await desk.Slack.ClickAsync("U0GUEST", Asked.Channel, card.Ts, "deny", stop: Stop);
        click.Error.ShouldBeNull();
        var told = await desk.Slack.EphemeralAsync("U0GUEST", _ => true, Stop);
        told.Text.ShouldBe("Only the returns role can decide this.");
        desk.Slack.OpenViews("U0GUEST").ShouldBeEmpty();
        desk.Questions.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_of_another_company_in_a_shared_channel_decides_nothing()
    {
        await using var desk = await SlackDesk.OpenAsync(options =>
        {
            options.Users.Clear();
            options.Users.Add(new SlackUser("U0OPS", "Stranger", "Europe/Berlin") { OtherTeamId = "T0OTHER" });
        });
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop);
        var told = await desk.Slack.EphemeralAsync("U0OPS", _ => true, Stop);
        told.Text.ShouldBe("Only members of this workspace can decide this.");
        desk.Questions.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusing_asks_why_and_counts_once_the_reason_is_given()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "deny", stop: Stop);
        var view = desk.Slack.OpenViews("U0OPS").ShouldHaveSingleItem();
        desk.Questions.Answers.ShouldBeEmpty();
        var form = await desk.Slack.SubmitViewAsync("U0OPS", view.Id, Reason(" Signs of wear "), Stop);
        form.IsAccepted.ShouldBeTrue();
        desk.Questions.Answers.ShouldHaveSingleItem()
            .ShouldBe(new Settled(Asked.Id, Verdict.Denied, "deny", "slack:U0OPS", "Signs of wear"));
        desk.Slack.OpenViews("U0OPS").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reason_that_comes_too_late_is_answered_in_the_form()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "deny", stop: Stop);
        var view = desk.Slack.OpenViews("U0OPS").ShouldHaveSingleItem();
        await desk.Slack.ClickAsync("U0LEAD", Asked.Channel, card.Ts, "approve", stop: Stop);
        var form = await desk.Slack.SubmitViewAsync("U0OPS", view.Id, Reason("Signs of wear"), Stop);
        form.Errors.ShouldHaveSingleItem()
            .Value.ShouldBe("This was already approved (Refund 249.00 EUR). The card shows who and when.");
        desk.Questions.Answers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_form_of_spaces_is_not_a_reason()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "deny", stop: Stop);
        var view = desk.Slack.OpenViews("U0OPS").ShouldHaveSingleItem();
        var form = await desk.Slack.SubmitViewAsync("U0OPS", view.Id, Reason("   "), Stop);
        form.Errors.ShouldHaveSingleItem().Value.ShouldBe("Please say why.");
        desk.Questions.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_is_answered_in_private_and_inert()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var reply = await desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops run #1042 &amp; more", Stop);
        reply.Failure.ShouldBeNull();
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe("run #1042 & more");
        var person = desk.Commands.Said[0].Person;
        (person.Id, person.IsOurs).ShouldBe(("slack:U0OPS", true));
        var told = await desk.Slack.EphemeralAsync("U0OPS", _ => true, Stop);
        told.Text.ShouldBe("Status\nreturns: running *\u200Bbold*\u200B &lt;!channel&gt; by <@U0LEAD>");
    }

    [Fact]
    public async Task A_slow_command_is_acknowledged_and_answered_when_it_is_done()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var done = new TaskCompletionSource<CommandReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        desk.Commands.Reply = () =>
        {
            begun.SetResult();
            return done.Task;
        };
        var typing = desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops status", Stop);
        await begun.Task.WaitAsync(Stop);
        desk.Clock.Advance(TimeSpan.FromSeconds(2.5));
        (await typing).Failure.ShouldBeNull();
        desk.Slack.Ephemerals("U0OPS").ShouldBeEmpty();
        done.SetResult(new CommandReply("At last"));
        (await desk.Slack.EphemeralAsync("U0OPS", _ => true, Stop)).Text.ShouldBe("At last");
    }

    private static Dictionary<string, string> Reason(string words) => new() { ["reason"] = words };
}
