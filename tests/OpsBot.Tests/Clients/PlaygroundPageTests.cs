using System.Text.Json;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Clients;

/// <summary>
/// The playground's page in a real Chromium: the cards as a person in Teams sees and clicks them. Also takes the pictures in
/// <c>docs/images</c> (<c>./x picture</c> puts them there).
/// </summary>
public sealed class PlaygroundPageTests(PlaygroundFixture play) : IClassFixture<PlaygroundFixture>
{
    [Fact]
    public async Task Cards_are_seen_clicked_and_frozen()
    {
        await play.OpenAsync();
        await using var page = NodeScript.Start("page.mjs", [play.Teams.Page.AbsoluteUri, Browser.FindChromium()]);
        (await page.LineAsync()).ShouldBe("open");
        await DoAsync(page, new { go = "ops" });

        var about = play.Sandbox.Request(245, 249, "DEFECTIVE", "The seam came open on the first walk.").Name;
        await DoAsync(page, new { see = "The seam came open on the first walk.", about });
        await DoAsync(page, new { picture = Picture("open"), about });
        await DoAsync(page, new { click = "Refund", about });
        await DoAsync(page, new { see = "Does:", about });
        await DoAsync(page, new { picture = Picture("twice"), about });
        await DoAsync(page, new { click = "Yes: Refund", about });
        await play.Sandbox.ToldAsync("refund", about);
        await DoAsync(page, new { see = "It is done.", about });
        (await DoAsync(page, new { buttons = true, about })).ShouldBe("");
        await DoAsync(page, new { picture = Picture("done"), about });

        about = play.Sandbox.Request(120, 230).Name;
        await DoAsync(page, new { click = "Decline", about });
        await DoAsync(
            page,
            new
            {
                fill = "The reason",
                words = "Worn too long",
                about,
            }
        );
        await DoAsync(page, new { picture = Picture("reason"), about });
        await DoAsync(page, new { click = "Decline", about });
        await play.Sandbox.ToldAsync("return declined", about);
        await DoAsync(page, new { see = "Worn too long", about });
        (await DoAsync(page, new { buttons = true, about })).ShouldBe("");
        (await DoAsync(page, new { faults = true })).ShouldBe("");
    }

    [Fact]
    public async Task What_is_not_there_is_not_seen()
    {
        await play.OpenAsync();
        await using var page = NodeScript.Start(
            "page.mjs",
            [play.Teams.Page.AbsoluteUri, Browser.FindChromium(), "500"]
        );
        (await page.LineAsync()).ShouldBe("open");
        await page.SayAsync("""{"see":"It is done.","about":"no such case"}""");
        (await page.LineAsync()).ShouldStartWith("failed");
    }

    private static async Task<string> DoAsync(NodeScript page, object step)
    {
        await page.SayAsync(JsonSerializer.Serialize(step));
        var done = await page.LineAsync();
        done.ShouldStartWith("done ");
        return done["done ".Length..];
    }

    private static string Picture(string name) => Repo.PathTo("artifacts", "pictures", $"playground-{name}.png");
}
