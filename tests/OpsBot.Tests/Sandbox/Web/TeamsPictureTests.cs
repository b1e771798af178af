using OpsBot.Bot.Channels;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Web;

/// <summary>The main states of a card as Teams shows them, in a real browser; takes pictures (<c>./x picture</c> puts them there).</summary>
public sealed class TeamsPictureTests(BothChatsFixture sandbox) : IClassFixture<BothChatsFixture>
{
    private const string Place = "19:opsdesk0shop@thread.tacv2";

    [Fact]
    public async Task The_main_states_of_a_card_can_be_seen_in_Teams()
    {
        var channel = sandbox.BotService<IEnumerable<IChannel>>().Single(chat => chat.Chat == "teams");
        // The bot learns what somebody is called from what they do.
        await sandbox.Teams.WriteAsync(SandboxFixture.TeamsAgent, "status", SandboxFixture.Soon);
        var posts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "acting", "done", "trouble", "group" })
            posts[name] = Post(await channel.PostAsync(Place, Of(name), SandboxFixture.Soon));
        await channel.NoticeAsync(Place, CardPictureTests.Notices["digest"], SandboxFixture.Soon);
        posts["digest"] = Post("|" + sandbox.Teams.In(Place)[^1].Id);
        posts["open"] = Post(await channel.PostAsync(Place, Of("open"), SandboxFixture.Soon));

        using var browser = Browser.Open(sandbox.Page);
        foreach (var (name, post) in posts)
            browser.Picture(post, Picture(name));
        browser.Click(posts["open"], "Decline");
        browser.Seen(posts["open"] + " .small-card textarea");
        browser.Picture(posts["open"], Picture("deny"));
        browser.Click(posts["open"], "⋯");
        browser.Click(posts["open"] + " .menu", "Ask for information");
        browser.Seen(posts["open"] + " .small-card select");
        browser.Picture(posts["open"], Picture("ask"));
        browser.Complaints.ShouldBeEmpty();
    }

    /// <summary>Decided by somebody in Teams.</summary>
    private static Card Of(string name) =>
        CardPictureTests.Cards[name] is { By: not null } card
            ? card with
            {
                By = "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8",
            }
            : CardPictureTests.Cards[name];

    private static string Post(string handle)
    {
        var id = handle.Split('|')[1];
        return $"#teams .entry[data-ts='{id[..^3]}.{id[^3..]}'] > .message";
    }

    private static string Picture(string name) => Repo.PathTo("artifacts", "pictures", $"teams-{name}.png");
}
