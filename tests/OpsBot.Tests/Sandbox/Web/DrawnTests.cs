using OpenQA.Selenium;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Web;

/// <summary>What the page draws of Slack and how it is used there, without a bot behind it.</summary>
public sealed class DrawnTests
{
    private const string Hostile = "<img src=x onerror=document.title='owned'>";

    [Fact]
    public async Task The_home_is_drawn_clicked_and_drawn_anew()
    {
        await using var room = await SlackRoom.OpenAsync(options => options.Events.Add("app_home_opened"));
        using var browser = Browser.Open(room.Options.BotUrl);
        browser.Click("#apps", "OpsBot");
        browser.Seen("#home", home => home.Text.Contains("Nothing here yet", StringComparison.Ordinal));
        object[] blocks =
        [
            Section("*Mine*"),
            new
            {
                type = "container",
                title = Words(Hostile),
                is_collapsible = true,
                child_blocks = (object[])[Section("inside")],
            },
            Actions(Button("mine", "Show all")),
        ];
        await room.CallAsync("views.publish", new { user_id = "U0OPS", view = new { type = "home", blocks } });
        browser.Seen("#home", home => home.Text.Contains(Hostile, StringComparison.Ordinal));
        browser.Click("#home", "Show all");
        await HeardAsync(room, "mine");
        Complaints(browser).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reply_stands_below_its_card_and_a_shortcut_is_in_the_menu_of_a_message()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Escalation());
        using var browser = Browser.Open(room.Options.BotUrl);
        browser.Click(".entry", "Reply in thread");
        browser.Type(".reply input", Hostile, andEnter: true);
        browser.Seen(".replies", replies => replies.Text.Contains(Hostile, StringComparison.Ordinal));
        room.Slack.Messages("C0OPS")[^1].ThreadTs.ShouldBe(ts);
        browser.Click(".shortcuts", "⋯");
        browser.Click(".shortcuts", "Find its run");
        await HeardAsync(room, "message_action");
        Complaints(browser).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_takes_numbers_people_dates_and_choices()
    {
        await using var room = await SlackRoom.OpenAsync();
        object Asked(string block, object element) =>
            new
            {
                type = "input",
                block_id = block,
                label = Words(block),
                element,
            };
        var view = Modal(
            new { type = "alert", text = Marked("careful") },
            Asked(
                "Amount",
                new
                {
                    type = "number_input",
                    action_id = "amount",
                    is_decimal_allowed = true,
                    max_value = "300",
                }
            ),
            Asked("Who", new { type = "users_select", action_id = "who" })
        );
        using var browser = Browser.Open(room.Options.BotUrl);
        var open = new { trigger_id = await room.TriggerAsync(), view };
        (await room.CallAsync("views.open", open)).Body.GetRawText().ShouldContain("\"ok\":true");
        browser.Type("dialog input", "301");
        browser.Choose("dialog select", "Ops lead");
        browser.Click("dialog", "Deny");
        browser.Seen("dialog", form => form.Text.Contains("no higher than 300", StringComparison.Ordinal));
        browser.Type("dialog input", Keys.Backspace + "0");
        browser.Click("dialog", "Deny");
        await HeardAsync(room, "\"selected_user\":\"U0LEAD\"");
        await HeardAsync(room, "\"value\":\"300\"");
        Complaints(browser).ShouldBeEmpty();
    }

    /// <summary>There is no shop here for the page to show.</summary>
    private static IEnumerable<string> Complaints(Browser browser) =>
        browser.Complaints.Where(one => !one.Contains("/shopify/state", StringComparison.Ordinal));

    private static async Task HeardAsync(SlackRoom room, string words)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(SlackRoom.Stop);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        await room.HeardAsync(
            one =>
                one.Form.TryGetValue("payload", out var payload) && payload.Contains(words, StringComparison.Ordinal),
            late.Token
        );
    }
}
