using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Bot.Channels.Slack;
using OpsBot.Tests.Bot.Channels.Teams.Cards;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Loops.Engine.EffectState;

namespace OpsBot.Tests.Clients;

/// <summary>
/// What the bot sends to Slack, taken from the wire, held against the types of Slack's own client (npm @slack/web-api,
/// @slack/types): the arguments of every method, and every block by the strictest type there is.
/// </summary>
public sealed class SlackTypesTests
{
    private const string Head = """
        import type * as api from "@slack/web-api";
        import type { KnownBlock, HomeView, ModalView } from "@slack/types";
        import type { RespondArguments } from "@slack/bolt";

        """;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["chat.postMessage"] = "api.ChatPostMessageArguments",
        ["chat.update"] = "api.ChatUpdateArguments",
        ["chat.postEphemeral"] = "api.ChatPostEphemeralArguments",
        ["views.open"] = "api.ViewsOpenArguments",
        ["views.push"] = "api.ViewsPushArguments",
        ["views.update"] = "api.ViewsUpdateArguments",
        ["views.publish"] = "api.ViewsPublishArguments",
        ["(response address)"] = "RespondArguments",
    };

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static CancellationToken Stop => SandboxFixture.Soon;

    [Fact]
    public async Task Every_kind_of_message_form_and_tab_fits_the_types_of_Slacks_client()
    {
        var calls = await SentAsync();
        calls.Select(call => call.Method).Distinct().ShouldBe(Types.Keys, ignoreOrder: true);
        UglyCards.Card.Sample(
            card => calls.Add(("chat.postMessage", SlackCards.Of(card).Arguments(Asked.Channel, []))),
            iter: 40,
            threads: 1
        );
        calls.Count.ShouldBeGreaterThan(60);
        (await CheckAsync(Written(calls))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_none_of_Slacks_would_be_said()
    {
        string[] blocks =
        [
            """{"type":"section","text":{"type":"plain_text","text":7}}""",
            """{"type":"header","text":{"type":"mrkdwn","text":"x"}}""",
            """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"date","timestamp":1}]}]}""",
            """{"type":"invented"}""",
        ];
        string[] wrong =
        [
            .. blocks.Select(block => $$"""{"channel":"C0OPS","text":"x","blocks":[{{block}}]}"""),
            """{"channel":"C0OPS","text":"x","unfurl_linx":false}""",
        ];
        var source = Written(wrong.Select(call => ("chat.postMessage", JsonNode.Parse(call)!.AsObject())));
        var lines = source.Split('\n');
        var named = (await CheckAsync(source))
            .Select(said => lines[int.Parse(said.Split(':')[0], Invariant) - 1])
            .ToList();
        for (var at = 0; at < wrong.Length; at++)
            named.ShouldContain(line =>
                line.StartsWith($"export const call{at}:", StringComparison.Ordinal)
                || line.StartsWith($"export const blocks{at}:", StringComparison.Ordinal)
            );
    }

    /// <summary>Whatever Slack is sent while people do everything there is to do.</summary>
    private static async Task<List<(string Method, JsonObject Arguments)>> SentAsync()
    {
        var wire = new Wire();
        await using var desk = await SlackDesk.OpenAsync(change: services =>
            services.AddHttpClient(SlackClient.Name).AddHttpMessageHandler(() => new Wire.Tap(wire))
        );
        await PostAsync(desk);
        await FillFormsAsync(desk);
        await LookAtGroupAsync(desk);
        await LookAtHomesAsync(desk);
        await AskAsync(desk);
        return [.. wire.Calls];
    }

    private static async Task PostAsync(SlackDesk desk)
    {
        var now = Asked.At.AddMinutes(30);
        CardSubject[] subjects =
        [
            Asked.Subject(Asked.Open, Stage.Asking),
            Asked.Subject(Asked.Approved, Stage.Acting, Outcome.None, Confirmed, Intended, Planned),
            Asked.Subject(Asked.Approved, Stage.Dead, Outcome.None, Confirmed, Refused),
            Asked.Subject(Asked.Denied, Stage.Closed, Outcome.Denied, Confirmed),
            Asked.Subject(Asked.Open with { Verdict = Verdict.Withdrawn, SettledAt = now }, Stage.Closed),
            Asked.Subject(Asked.Open with { Verdict = Verdict.Expired, SettledAt = now }, Stage.Closed),
        ];
        var handle = "";
        foreach (var subject in subjects)
            handle = await PassAsync(desk, desk.Channel.PostAsync(Asked.Channel, CardFace.Of(subject, now), Stop));
        await desk.Channel.UpdateAsync(handle, CardFace.Of(subjects[0], Asked.At.AddHours(5)), Stop);
        Line[] lines = [new Line("Answered: approve", "slack:U0OPS") { At = now }, new Line("Refunded 249.00 EUR")];
        await PassAsync(desk, desk.Channel.SayInThreadAsync(handle, new ThreadSaying(Asked.Id, 7, lines), Stop));
        foreach (var tone in Enum.GetValues<NoticeTone>())
        {
            var notice = new Notice(lines[0]) { Lines = lines, Tone = tone };
            var said = desk.Channel.NoticeAsync(Asked.Channel, notice, Stop);
            await desk.PassUntilAsync(() => said.IsCompleted);
            await said;
        }

        // Whatever is said next has its turn.
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>A channel has one turn a second.</summary>
    private static async Task<T> PassAsync<T>(SlackDesk desk, Task<T> task)
    {
        await desk.PassUntilAsync(() => task.IsCompleted);
        return await task;
    }

    private static async Task FillFormsAsync(SlackDesk desk)
    {
        var approve = Asked.Question.Choices[0] with { Amount = new AmountRange(0.01m, 249.00m, "EUR") };
        var question = Asked.Question with { Choices = [approve, .. Asked.Question.Choices.Skip(1)] };
        var card = await PassAsync(desk, desk.PostAsync(Asked.Open with { Question = question }));
        foreach (var action in new[] { CaseMenu.Assign, CaseMenu.Ask, CaseMenu.Note, CaseMenu.Amount })
        {
            await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "more", $"{action}:{Asked.Id.Value}", Stop);
            await desk.Slack.ViewAsync("U0OPS", open => open.Title != "OpsBot", Stop);
        }

        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "deny", stop: Stop);
        await desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops find", Stop);
        await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Find runs", Stop);
        await desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops status", Stop);
        // Somebody else is told in private that it is taken.
        await desk.Slack.ClickAsync(
            "U0OPS",
            Asked.Channel,
            card.Ts,
            "more",
            $"{CaseMenu.Claim}:{Asked.Id.Value}",
            Stop
        );
        await desk.Slack.ClickAsync(
            "U0LEAD",
            Asked.Channel,
            card.Ts,
            "more",
            $"{CaseMenu.Claim}:{Asked.Id.Value}",
            Stop
        );
        await desk.Slack.EphemeralAsync("U0LEAD", _ => true, Stop);
    }

    private static async Task LookAtGroupAsync(SlackDesk desk)
    {
        var members = Enumerable.Range(0, 3).Select(at => new EscalationId($"0000ask00000010{at}")).ToList();
        members.ForEach(id => desk.Questions.Add(Asked.Open with { Id = id }));
        desk.Groups.Members.AddRange(members);
        var group = await PassAsync(desk, desk.PostGroupAsync("grp_1"));
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, group.Ts, GroupFace.Bulk, stop: Stop);
        await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Decide several", Stop);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, group.Ts, GroupFace.Show, stop: Stop);
        var list = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Cases", Stop);
        await desk.Slack.ClickAsync(new Click("U0OPS", "open") { ViewId = list.Id }, Stop);
        var opened = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Case", Stop);
        await desk.Slack.ClickAsync(new Click("U0OPS", "approve") { ViewId = opened.Id }, Stop);
        await desk.Slack.ViewAsync(
            "U0OPS",
            open => open.Content.GetRawText().Contains("approved it", StringComparison.Ordinal),
            Stop
        );
    }

    private static async Task LookAtHomesAsync(SlackDesk desk)
    {
        var paused = new LoopState(new LoopName("returns"), true, "slack:U0LEAD", Asked.At, "stocktaking", null);
        foreach (var state in new[] { null, paused })
        {
            desk.Overview.Now = new Overview(
                [Asked.Open],
                [new LoopOverview(new LoopName("returns"), "slack:U0LEAD", state, new LoopCounts { Asking = 1 })],
                []
            )
            {
                Outages = [new Line("shopify is down since then") { At = Asked.At }],
            };
            foreach (var user in new[] { "U0OPS", "U0LEAD", "U0GUEST" })
            {
                desk.Slack.OpenHome(user);
                await desk.Slack.EventsAsync();
                await desk.Slack.HomeAsync(user, _ => true, Stop);
            }
        }
    }

    private static async Task AskAsync(SlackDesk desk)
    {
        desk.Slack.Say("U0LEAD", Asked.Channel, "<@U0OPSBOT> status");
        await desk.Slack.EventsAsync();
        await desk.Slack.EphemeralAsync(
            "U0LEAD",
            told => told.Text.StartsWith("Status", StringComparison.Ordinal),
            Stop
        );
        var message = desk.Slack.Say("U0OPS", Asked.Channel, "Where is #1042-R1?");
        await desk.Slack.ShortcutAsync("U0LEAD", Asked.Channel, message.Ts, "opsbot_find_run", Stop);
        await desk.Slack.ViewAsync(
            "U0LEAD",
            open => !open.Content.GetRawText().Contains("One moment", StringComparison.Ordinal),
            Stop
        );
    }

    private static string Written(IEnumerable<(string Method, JsonObject Arguments)> calls)
    {
        var text = new StringBuilder(Head);
        foreach (var (at, (method, arguments)) in calls.Index())
        {
            text.Append(Invariant, $"export const call{at}: {Types[method]} = {SlackJson.Write(arguments)};\n");
            // The client's own types let any object pass for a block.
            if ((arguments["blocks"] ?? arguments["view"]?["blocks"]) is { } blocks)
                text.Append(Invariant, $"export const blocks{at}: KnownBlock[] = {SlackJson.Write(blocks)};\n");
            if (arguments["view"] is { } view)
                text.Append(Invariant, $"export const view{at}: HomeView | ModalView = {SlackJson.Write(view)};\n");
        }

        return text.ToString();
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(string source)
    {
        NodeScript.SkipUnlessThere();
        var folder = Directory.CreateTempSubdirectory("opsbot-types-");
        try
        {
            var file = Path.Combine(folder.FullName, "sent.ts");
            await File.WriteAllTextAsync(file, source, Stop);
            var said = await NodeScript.RunAsync("types.cjs", file);
            return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes down what goes over the wire.</summary>
    private sealed class Wire
    {
        internal ConcurrentQueue<(string Method, JsonObject Arguments)> Calls { get; } = new();

        internal sealed class Tap(Wire wire) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request,
                CancellationToken cancellationToken
            )
            {
                if (request.Content is { Headers.ContentType.MediaType: "application/json" } content)
                {
                    var path = request.RequestUri!.AbsolutePath;
                    var method = path.Contains("/api/", StringComparison.Ordinal)
                        ? path.Split('/')[^1]
                        : "(response address)";
                    var body = JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken))!.AsObject();
                    wire.Calls.Enqueue((method, body));
                }

                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
