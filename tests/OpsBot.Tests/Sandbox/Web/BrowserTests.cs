using OpenQA.Selenium;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Web;

/// <summary>The page in a real browser, by what a person sees and clicks.</summary>
public sealed class BrowserTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_click_on_a_card_carries_it_out_and_the_card_says_so()
    {
        var request = sandbox.Request(240, 250);
        var card = await sandbox.CardAsync(request, card => card.Offers("approve"));
        using var browser = Browser.Open(sandbox.Page);

        browser.Click(Entry(card), "Refund");
        browser.Click("dialog", "Yes");

        var done = browser.Seen(Entry(card), entry => entry.Text.Contains("It is done.", StringComparison.Ordinal));
        done.Text.ShouldContain("Ops agent approved it");
        done.Text.ShouldContain("✓ Refund");
        done.FindElements(By.CssSelector(".blocks button")).ShouldBeEmpty();
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Saying_no_asks_why()
    {
        var request = sandbox.Request(120, 230);
        var card = await sandbox.CardAsync(request, card => card.Offers("deny"));
        using var browser = Browser.Open(sandbox.Page);

        browser.Click(Entry(card), "Decline");
        browser.Type("dialog textarea", "Worn too long");
        browser.Click("dialog", "Decide");

        await sandbox.ToldAsync("return declined", request.Name);
        browser.Seen(Entry(card), entry => entry.Text.Contains("It is done.", StringComparison.Ordinal));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_decide_is_told_and_nothing_happens()
    {
        var request = sandbox.Request(120, 230);
        var card = await sandbox.CardAsync(request, card => card.Offers("approve"));
        using var browser = Browser.Open(sandbox.Page);
        browser.Choose("#who", "Somebody else (may not decide)");

        browser.Click(Entry(card), "Refund");
        browser.Click("dialog", "Yes");

        browser.Seen(".entry", message => message.Text.Contains("can decide", StringComparison.Ordinal));
        sandbox.Ledger.Entries.ShouldNotContain(entry => entry.Subject == request.Name && entry.Effect == "refund");
    }

    [Fact]
    public void Commands_are_answered_where_they_are_typed()
    {
        using var browser = Browser.Open(sandbox.Page);
        browser.Type("#line", "/ops status", andEnter: true);
        browser.Seen(".entry", message => message.Text.Contains("returns: running", StringComparison.Ordinal));
        browser.Type("#line", "/ops pasue returns", andEnter: true);
        browser.Seen(".entry", message => message.Text.Contains("Did you mean pause?", StringComparison.Ordinal));
        browser.Complaints.ShouldBeEmpty();
    }

    private static string Entry(SlackMessage card) => $".entry[data-ts='{card.Ts}']";
}
