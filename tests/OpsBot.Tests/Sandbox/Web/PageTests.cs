using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Slack;

namespace OpsBot.Tests.Sandbox.Web;

public sealed class PageTests
{
    [Theory]
    [InlineData("", "text/html")]
    [InlineData("page/app.js", "text/javascript")]
    [InlineData("page/chat.css", "text/css")]
    public async Task The_page_comes_with_a_policy_that_lets_nothing_in_from_outside(string path, string type)
    {
        await using var room = await SlackRoom.OpenAsync();
        using var client = room.Client();
        using var response = await client.GetAsync(room.Of(path), SlackRoom.Stop);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
        policy.ShouldNotContain("unsafe");
    }

    [Fact]
    public void No_file_of_the_page_reads_text_as_html_or_names_another_host()
    {
        foreach (var file in Directory.EnumerateFiles(Repo.PathTo("sandbox", "Web"), "*.js"))
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain("HTML =", customMessage: file);
            text.ShouldNotContain("insertAdjacent", customMessage: file);
            text.ShouldNotContain("://", customMessage: file);
        }
    }

    [Theory]
    [InlineData(null, null, 403)]
    [InlineData("http://elsewhere.example", null, 403)]
    [InlineData("own", "cross-site", 403)]
    [InlineData("own", "same-site", 403)]
    [InlineData("own", "same-origin", 200)]
    [InlineData("own", null, 200)]
    public async Task Only_the_page_itself_presses_its_buttons(string? origin, string? site, int status)
    {
        await using var room = await SlackRoom.OpenAsync();
        var line = new
        {
            user = "U0OPS",
            channel = "C0OPS",
            text = "hello",
        };
        (await PostAsync(room, "page/type", line, origin, site)).Status.ShouldBe(status);
        room.Slack.Messages("C0OPS").Count.ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task A_click_a_form_and_a_command_reach_the_bot_and_a_button_that_is_gone_is_a_conflict()
    {
        await using var room = await SlackRoom.OpenAsync();
        var ts = await room.PostAsync(Cards.Escalation());
        var click = new
        {
            user = "U0OPS",
            channel = "C0OPS",
            ts,
            blockId = "esc:7",
            actionId = "approve",
            chosen = Array.Empty<string>(),
        };
        (await PostAsync(room, "page/click", click, "own")).Status.ShouldBe(200);
        room.Heard.Single().Payload.List("actions").Single().Text("action_id").ShouldBe("approve");
        (await PostAsync(room, "page/click", click with { actionId = "gone" }, "own")).Status.ShouldBe(409);

        await room.CallAsync(
            "views.open",
            new { trigger_id = await room.TriggerAsync(), view = Cards.Modal(Cards.Input("why", "reason")) }
        );
        var view = room.Slack.OpenViews("U0OPS").Single();
        var form = new
        {
            user = "U0OPS",
            viewId = view.Id,
            fields = new { },
        };
        var refused = await PostAsync(room, "page/submit", form, "own");
        refused.Body.GetProperty("errors").Text("why").ShouldBe("Please complete this required field.");
        (await PostAsync(room, "page/close", form, "own")).Status.ShouldBe(200);
        room.Heard[^1].Payload.Text("type").ShouldBe("view_closed");
    }

    [Fact]
    public async Task The_feed_begins_with_everything_and_goes_on_with_what_changes()
    {
        await using var room = await SlackRoom.OpenAsync();
        await room.PostAsync(Cards.Escalation());
        await using var feed = await Feed.OpenAsync(room, "U0OPS");
        var (kind, all) = await feed.NextAsync();
        kind.ShouldBe("state");
        all.List("messages").Single().Text("text")!.ShouldContain("1042");
        all.List("ledger").Single().Text("subject").ShouldBe("esc-7");

        await room.CallAsync(
            "chat.postEphemeral",
            new
            {
                channel = "C0OPS",
                user = "U0LEAD",
                text = "for the lead",
            }
        );
        await room.CallAsync(
            "chat.postEphemeral",
            new
            {
                channel = "C0OPS",
                user = "U0OPS",
                text = "for the agent",
            }
        );
        var (next, message) = await feed.NextAsync();
        next.ShouldBe("message");
        message.Text("text").ShouldBe("for the agent");
        message.Flag("private").ShouldBeTrue();

        room.Ledger.Write("shopify", "refund", "#1042-R1");
        room.Ledger.Write("shopify", "refund", "#1042-R1");
        await feed.NextAsync();
        var (_, written) = await feed.NextAsync();
        written.GetProperty("counts").GetProperty("doubled").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_home_a_shortcut_and_a_reply_reach_the_bot()
    {
        await using var room = await SlackRoom.OpenAsync(options =>
            options.Events.UnionWith(["app_home_opened", "message.channels"])
        );
        var ts = await room.PostAsync(Cards.Escalation());
        (await PostAsync(room, "page/home", new { user = "U0OPS" }, "own")).Status.ShouldBe(200);
        var shortcut = new
        {
            user = "U0OPS",
            channel = "C0OPS",
            ts,
            callbackId = "opsbot_find_run",
        };
        (await PostAsync(room, "page/shortcut", shortcut, "own")).Status.ShouldBe(200);
        (await PostAsync(room, "page/shortcut", shortcut with { callbackId = "other" }, "own")).Status.ShouldBe(409);
        var reply = new
        {
            user = "U0OPS",
            channel = "C0OPS",
            text = "why?",
            thread = ts,
        };
        (await PostAsync(room, "page/type", reply, "own")).Status.ShouldBe(200);
        await room.Slack.EventsAsync();
        room.Slack.Messages("C0OPS")[^1].ThreadTs.ShouldBe(ts);
        room.Heard.Select(one => one.Payload.Text("type")).ShouldContain("message_action");
        room.Heard.Where(one => one.Door == "events")
            .Select(one => one.Payload.GetProperty("event").Text("type"))
            .ShouldContain("app_home_opened");

        await using var feed = await Feed.OpenAsync(room, "U0OPS");
        var (_, all) = await feed.NextAsync();
        all.List("shortcuts").Single().Text("callbackId").ShouldBe("opsbot_find_run");
        all.GetProperty("home").List("blocks").ShouldBeEmpty();
        var view = new { type = "home", blocks = (object[])[Cards.Section("mine")] };
        await room.CallAsync("views.publish", new { user_id = "U0LEAD", view });
        await room.CallAsync("views.publish", new { user_id = "U0OPS", view });
        var (kind, home) = await feed.NextAsync();
        kind.ShouldBe("home");
        home.Text("id").ShouldBe(room.Slack.Home("U0OPS")!.Id);
    }

    private static async Task<(int Status, JsonElement Body)> PostAsync(
        SlackRoom room,
        string path,
        object body,
        string? origin,
        string? site = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, room.Of(path));
        request.Content = JsonContent.Create(body);
        if (origin is not null)
            request.Headers.Add(
                "Origin",
                origin == "own" ? room.Options.BotUrl.GetLeftPart(UriPartial.Authority) : origin
            );
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        using var client = room.Client();
        using var response = await client.SendAsync(request, SlackRoom.Stop);
        var text = await response.Content.ReadAsStringAsync(SlackRoom.Stop);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    private sealed class Feed(HttpClient client, Stream stream) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> items = SseParser
            .Create(stream)
            .EnumerateAsync(SlackRoom.Stop)
            .GetAsyncEnumerator(SlackRoom.Stop);

        internal static async Task<Feed> OpenAsync(SlackRoom room, string user)
        {
            var client = room.Client();
            return new(client, await client.GetStreamAsync(room.Of("events?user=" + user), SlackRoom.Stop));
        }

        internal async Task<(string Kind, JsonElement Data)> NextAsync()
        {
            (await items.MoveNextAsync()).ShouldBeTrue();
            return (items.Current.EventType, JsonSerializer.Deserialize<JsonElement>(items.Current.Data));
        }

        public async ValueTask DisposeAsync()
        {
            await items.DisposeAsync();
            await stream.DisposeAsync();
            client.Dispose();
        }
    }
}
