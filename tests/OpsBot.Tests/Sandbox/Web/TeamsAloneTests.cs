using OpenQA.Selenium;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Web;

/// <summary>The sandbox without Slack.</summary>
public sealed class TeamsAloneTests(TeamsAloneFixture sandbox) : IClassFixture<TeamsAloneFixture>
{
    [Fact]
    public async Task Without_Slack_there_is_one_pane_and_a_click_in_it_decides()
    {
        var request = sandbox.Request(120, 230);
        var card = await sandbox.TeamsCardAsync(request);
        using var browser = Browser.Open(sandbox.Page);
        var post = $"#teams .entry[data-ts='{card.Id[..^3]}.{card.Id[^3..]}']";
        browser.Click(post, "Refund");
        browser.Click(post + " .small-card", "Yes");
        browser.Seen(post, entry => entry.Text.Contains("It is done.", StringComparison.Ordinal));
        await sandbox.ToldAsync("refund", request.Name);
        browser.Seen("body").FindElement(By.Id("slack")).Displayed.ShouldBeFalse();
        browser.Complaints.ShouldBeEmpty();
    }
}
