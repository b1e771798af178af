using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What people find in their home tab, and what its buttons do.</summary>
public sealed class SlackHomeTests
{
    private static readonly LoopName Returns = new("returns");

    [Fact]
    public async Task It_shows_the_cases_the_person_may_decide_and_no_others()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var others = Asked.Open with
        {
            Id = new EscalationId("0000ask000000002"),
            Question = Asked.Question with { Title = "Somebody else's", MayAnswer = ["finance"] },
        };
        desk.Overview.Now = Seen(open: [Asked.Open, others]);
        var home = await OpenAsync(desk, "U0OPS");
        home.ShouldContain("1 case for you to decide");
        home.ShouldContain("Return #1042-R1");
        home.ShouldNotContain("Somebody else");
    }

    [Fact]
    public async Task Somebody_without_a_role_sees_nothing_of_the_shop()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Overview.Now = Seen(open: [Asked.Open]);
        var home = await OpenAsync(desk, "U0GUEST");
        home.ShouldContain("You have no role here");
        home.ShouldNotContain("1042");
        home.ShouldNotContain("returns");
    }

    [Fact]
    public async Task It_is_sent_again_when_something_changed_and_not_when_nothing_did()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Overview.Now = Seen(open: [Asked.Open]);
        await OpenAsync(desk, "U0OPS");
        var published = Home(desk, "U0OPS").Hash;
        await TickAsync(desk);
        Home(desk, "U0OPS").Hash.ShouldBe(published);
        desk.Overview.Now = Seen(open: []);
        await TickAsync(desk);
        await desk.Slack.HomeAsync("U0OPS", view => Text(view).Contains("Nothing waits for you."), SlackDesk.Stop);
    }

    [Fact]
    public async Task One_tab_that_cannot_be_shown_keeps_no_other_from_being_shown()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Overview.Now = Seen(open: [Asked.Open]);
        await OpenAsync(desk, "U0LEAD");
        await OpenAsync(desk, "U0OPS");
        desk.Slack.People.Deactivate("U0LEAD");
        desk.Overview.Now = Seen(open: []);
        await TickAsync(desk);
        await desk.Slack.HomeAsync("U0OPS", view => Text(view).Contains("Nothing waits for you."), SlackDesk.Stop);
    }

    [Fact]
    public async Task A_system_that_is_down_is_shown_with_since_when()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var since = Asked.At.AddHours(-1);
        desk.Overview.Now = Seen(open: []) with { Outages = [new Line("shopify is down since then") { At = since }] };
        (await OpenAsync(desk, "U0OPS")).ShouldContain($"\"timestamp\":{since.ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task A_tab_nobody_looks_at_any_more_is_left_alone()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Overview.Now = Seen(open: [Asked.Open]);
        await OpenAsync(desk, "U0OPS");
        desk.Clock.Advance(TimeSpan.FromMinutes(16));
        var reads = desk.Overview.Reads;
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        desk.Overview.Reads.ShouldBe(reads);
    }

    [Fact]
    public async Task Pausing_asks_for_how_long_and_why_and_is_the_command()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Overview.Now = Seen(open: []);
        await OpenAsync(desk, "U0LEAD");
        await desk.Slack.ClickAsync(new Click("U0LEAD", "pause") { ViewId = Home(desk, "U0LEAD").Id }, SlackDesk.Stop);
        var view = await desk.Slack.ViewAsync("U0LEAD", _ => true, SlackDesk.Stop);
        var reply = await desk.Slack.SubmitViewAsync(
            "U0LEAD",
            view.Id,
            new Dictionary<string, string> { ["for"] = "2h", ["because"] = "stock taking" },
            SlackDesk.Stop
        );
        reply.Errors.ShouldBeEmpty();
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe("pause returns for 2h because stock taking");
    }

    [Fact]
    public async Task Only_leads_see_the_buttons_that_pause()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Overview.Now = Seen(open: []);
        (await OpenAsync(desk, "U0OPS")).ShouldNotContain("\"action_id\":\"pause\"");
        (await OpenAsync(desk, "U0LEAD")).ShouldContain("\"action_id\":\"pause\"");
    }

    [Fact]
    public async Task A_case_opened_from_the_tab_is_decided_there_and_shows_that_it_is()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Questions.Add(Asked.Open);
        desk.Overview.Now = Seen(open: [Asked.Open]);
        await OpenAsync(desk, "U0OPS");
        await desk.Slack.ClickAsync(new Click("U0OPS", "open") { ViewId = Home(desk, "U0OPS").Id }, SlackDesk.Stop);
        var view = await desk.Slack.ViewAsync(
            "U0OPS",
            open => Text(open).Contains("Refund 249.00 EUR"),
            SlackDesk.Stop
        );
        await desk.Slack.ClickAsync(new Click("U0OPS", "approve") { ViewId = view.Id }, SlackDesk.Stop);
        desk.Questions.Answers.ShouldHaveSingleItem().By.ShouldBe("slack:U0OPS");
        await desk.Slack.ViewAsync("U0OPS", open => Text(open).Contains("approved it"), SlackDesk.Stop);
    }

    [Theory]
    [InlineData("Where is #1042-R1, and is <#C0OPS|ops-desk> right?", "run #1042-R1")]
    [InlineData("no order here", null)]
    public async Task The_shortcut_finds_the_orders_a_message_names(string text, string? typed)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var message = desk.Slack.Say("U0LEAD", Asked.Channel, text);
        await desk.Slack.ShortcutAsync("U0OPS", Asked.Channel, message.Ts, "opsbot_find_run", SlackDesk.Stop);
        var view = await desk.Slack.ViewAsync("U0OPS", open => !Text(open).Contains("One moment"), SlackDesk.Stop);
        desk.Commands.Said.Select(said => said.Text).ShouldBe(typed is null ? [] : [typed]);
        if (typed is null)
            Text(view).ShouldContain("names no order");
    }

    private static Overview Seen(IReadOnlyList<Escalation> open) =>
        new(open, [new LoopOverview(Returns, "slack:U0LEAD", null, new LoopCounts { Asking = open.Count })], []);

    private static async Task<string> OpenAsync(SlackDesk desk, string user)
    {
        desk.Slack.OpenHome(user);
        // Acknowledged: the bot knows what it published.
        await desk.Slack.EventsAsync();
        return Text(await desk.Slack.HomeAsync(user, _ => true, SlackDesk.Stop));
    }

    private static SlackView Home(SlackDesk desk, string user) => desk.Slack.Home(user)!;

    private static string Text(SlackView view) => view.Content.GetRawText();

    private static async Task TickAsync(SlackDesk desk)
    {
        var reads = desk.Overview.Reads;
        desk.Clock.Advance(TimeSpan.FromSeconds(10));
        while (desk.Overview.Reads == reads)
            await Task.Yield();
    }
}
