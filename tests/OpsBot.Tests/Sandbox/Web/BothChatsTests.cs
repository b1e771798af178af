using OpenQA.Selenium;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Web;

/// <summary>Both chats side by side in a real browser: each case is in both, and one decision freezes both.</summary>
public sealed class BothChatsTests(BothChatsFixture sandbox) : IClassFixture<BothChatsFixture>
{
    [Fact]
    public async Task A_click_in_Teams_freezes_the_card_in_Slack()
    {
        var request = sandbox.Request(240, 250);
        var (slack, teams) = await CardsAsync(request);
        using var browser = Browser.Open(sandbox.Page);

        browser.Click(Post(teams), "Refund");
        browser.Click(Post(teams) + " .small-card", "Yes");

        IsDone(browser, Post(teams)).Text.ShouldContain("✓ Refund");
        var other = IsDone(browser, Entry(slack));
        other.Text.ShouldContain("approved it");
        other.FindElements(By.CssSelector(".blocks button")).ShouldBeEmpty();
        sandbox.Ledger.Entries.Count(entry => entry.Effect == "refund" && entry.Subject == request.Name).ShouldBe(1);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_click_in_Slack_freezes_the_card_in_Teams()
    {
        var request = sandbox.Request(240, 250);
        var (slack, teams) = await CardsAsync(request);
        using var browser = Browser.Open(sandbox.Page);
        browser.Seen(Post(teams) + " .card-actions");

        browser.Click(Entry(slack), "Refund");
        browser.Click("dialog", "Yes");

        IsDone(browser, Entry(slack));
        IsDone(browser, Post(teams)).FindElements(By.CssSelector(".card-actions")).ShouldBeEmpty();
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Saying_no_in_Teams_asks_why_before_the_bot_hears_of_it()
    {
        var request = sandbox.Request(120, 230);
        var (_, teams) = await CardsAsync(request);
        using var browser = Browser.Open(sandbox.Page);

        browser.Click(Post(teams), "Decline");
        browser.Click(Post(teams) + " .small-card", "Decline");
        browser.Seen(Post(teams) + " .wrong", wrong => wrong.Text.Contains("say why", StringComparison.Ordinal));
        browser.Type(Post(teams) + " .small-card textarea", "Worn <b>too</b> long");
        browser.Click(Post(teams) + " .small-card", "Decline");

        await sandbox.ToldAsync("return declined", request.Name);
        IsDone(browser, Post(teams)).Text.ShouldContain("Worn <b>too</b> long");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_decide_sees_no_buttons_in_Teams_and_whoever_may_does()
    {
        var request = sandbox.Request(120, 230);
        var (_, teams) = await CardsAsync(request);
        using var browser = Browser.Open(sandbox.Page);
        browser.Choose("#who", "A colleague without a role (Teams alone)");
        // Their Teams asks for the card that is theirs as soon as it is before their eyes.
        browser.Seen(Post(teams), post => post.FindElements(By.CssSelector(".card-actions")).Count == 0);

        browser.Choose("#who", "Ops lead");
        browser.Click(Post(teams), "Refund");
        browser.Click(Post(teams) + " .small-card", "Yes");
        IsDone(browser, Post(teams)).Text.ShouldContain("Ops lead");
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Somebody else (may not decide)")]
    [InlineData("Somebody without a name (Teams alone)")]
    [InlineData("Somebody at the supplier")]
    public async Task Whoever_is_not_of_the_organisation_is_told_so(string who)
    {
        var request = sandbox.Request(120, 230);
        var (_, teams) = await CardsAsync(request);
        using var browser = Browser.Open(sandbox.Page);
        browser.Choose("#who", who);
        browser.Click(Post(teams), "Refund");
        browser.Click(Post(teams) + " .small-card", "Yes");
        browser.Seen(Post(teams) + " .toast", toast => toast.Text.StartsWith("Only members", StringComparison.Ordinal));
        sandbox.Ledger.Entries.ShouldNotContain(entry => entry.Subject == request.Name && entry.Effect == "refund");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public void The_bot_answers_in_Teams_what_names_it_and_everything_in_its_chat()
    {
        using var browser = Browser.Open(sandbox.Page);
        browser.Type("#teams-line", "nothing for a bot", andEnter: true);
        browser.Type("#teams-line", "@OpsBot status", andEnter: true);
        browser.Seen(
            "#teams-feed .replies",
            replies => replies.Text.Contains("returns: running", StringComparison.Ordinal)
        );
        browser.Click("#teams-directs", "OpsBot");
        browser.Type("#teams-line", "pasue returns", andEnter: true);
        browser.Seen("#teams-feed .card", card => card.Text.Contains("Did you mean pause?", StringComparison.Ordinal));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_for_one_person_is_on_their_page_alone()
    {
        var conversations = sandbox.Teams.Levers.Conversations;
        conversations.Add("19:opsdesk0shop@thread.tacv2", "29:1lead", new() { ["text"] = "mine alone" }, "29:1lead");
        conversations.Add("19:opsdesk0shop@thread.tacv2", "29:1lead", new() { ["text"] = "for all" });
        using var browser = Browser.Open(sandbox.Page);
        browser.Seen("#teams-feed", feed => feed.Text.Contains("for all", StringComparison.Ordinal));
        browser.Seen("#teams-feed").Text.ShouldNotContain("mine alone");
        browser.Choose("#who", "Ops lead");
        browser.Seen("#teams-feed .private", one => one.Text.Contains("mine alone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_points_at_a_card_sees_which_is_the_same_case_in_the_other_chat()
    {
        var (slack, teams) = await CardsAsync(sandbox.Request(120, 230));
        using var browser = Browser.Open(sandbox.Page);
        browser.Seen(Post(teams));
        browser.Type(Entry(slack), Keys.Null);
        browser.Seen(Post(teams) + ".twin");
    }

    /// <summary>Also takes the picture that the README shows (<c>./x picture</c> puts it there).</summary>
    [Fact]
    public async Task The_page_shows_both_chats_the_shop_and_what_each_system_was_told()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await sandbox.ToldAsync("return closed", sandbox.Request(15, 60, "SIZE_TOO_SMALL").Name);
        var request = sandbox.Request(245, 249, "DEFECTIVE", "The seam came open on the first walk.");
        await CardsAsync(request);
        using var browser = Browser.Open(sandbox.Page);

        browser.Seen("#returns", returns => returns.Text.Contains(request.Name, StringComparison.Ordinal));
        browser.Seen("aside", shop => shop.Text.Contains("return closed", StringComparison.OrdinalIgnoreCase));
        foreach (var chat in new[] { "#slack", "#teams" })
            browser.Seen(
                $"{chat} .entry",
                message => message.Text.Contains("Refund 249.00 EUR", StringComparison.Ordinal)
            );
        browser.Picture(Repo.PathTo("artifacts", "pictures", "sandbox.png"));
        browser.Complaints.ShouldBeEmpty();
    }

    private async Task<(SlackMessage Slack, TeamsMessage Teams)> CardsAsync(
        OpsBot.Sandbox.Shopify.State.Return request
    ) => (await sandbox.CardAsync(request, card => card.Offers("approve")), await sandbox.TeamsCardAsync(request));

    private static IWebElement IsDone(Browser browser, string css) =>
        browser.Seen(css, entry => entry.Text.Contains("It is done.", StringComparison.Ordinal));

    private static string Entry(SlackMessage card) => $"#slack .entry[data-ts='{card.Ts}']";

    private static string Post(TeamsMessage card) => $"#teams .entry[data-ts='{card.Id[..^3]}.{card.Id[^3..]}']";
}
