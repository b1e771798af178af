using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What the doors make of everything that is not a well-formed, signed request of Slack's.</summary>
public sealed class SlackDoorTests
{
    private const string Interactivity = "/slack/interactivity";
    private const string Commands = "/slack/commands";

    public static TheoryData<string, string, string, int> Requests =>
        new()
        {
            { "not signed", Interactivity, "payload={}", 401 },
            { "signed with another secret", Interactivity, "payload={}", 401 },
            { "signed for another body", Interactivity, "payload={}", 401 },
            { "signed too long ago", Interactivity, "payload={}", 401 },
            { "signed too far ahead", Interactivity, "payload={}", 401 },
            { "with a timestamp that is none", Interactivity, "payload={}", 401 },
            { "as signed", Interactivity, "payload={}", 400 },
            { "as signed", Interactivity, "", 400 },
            { "as signed", Interactivity, "payload=[1,2]", 400 },
            { "as signed", Interactivity, "payload={\"type\":", 400 },
            { "as signed", Interactivity, "nothing=here", 400 },
            { "as signed", Interactivity, """payload={"type":"view_closed"}""", 200 },
            { "as signed", Interactivity, """payload={"type":"block_actions","actions":"none"}""", 200 },
            {
                "as signed",
                Interactivity,
                """payload={"type":"block_actions","actions":[{"block_id":"choices"}]}""",
                400
            },
            {
                "as signed",
                Interactivity,
                """payload={"type":"view_submission","view":{"callback_id":"opsbot_reason"}}""",
                400
            },
            {
                "as signed",
                Interactivity,
                """payload={"type":"view_submission","view":{"callback_id":"opsbot_reason","private_metadata":"["}}""",
                400
            },
            { "not signed", Commands, "command=/ops&text=status&user_id=U0OPS", 401 },
            { "as signed", Commands, "command=/ops&text=status", 400 },
            { "as signed", Commands, "command=/ops&text=status&user_id=U0OPS&team_id=T0SHOP", 200 },
            { "not signed", Commands, "ssl_check=1&token=old", 200 },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Each_is_answered_as_it_deserves(string how, string path, string body, int status)
    {
        await using var desk = await SlackDesk.OpenAsync();
        using var answer = await desk.SendAsync(
            path,
            body,
            (request, sent) => Change(request, sent, how, desk.Clock.GetUtcNow())
        );
        ((int)answer.StatusCode).ShouldBe(status);
        desk.Questions.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_too_large_is_not_even_read()
    {
        await using var desk = await SlackDesk.OpenAsync();
        using var answer = await desk.SendAsync(Interactivity, "payload=" + new string('x', 1024 * 1024));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(Interactivity)]
    [InlineData(Commands)]
    public async Task Looking_decides_nothing(string path)
    {
        await using var desk = await SlackDesk.OpenAsync();
        using var answer = await desk.Client.GetAsync(new Uri(path, UriKind.Relative), SlackDesk.Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_click_that_is_sent_again_decides_once()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Questions.Add(Asked.Open);
        var body = QueryHelpers.AddQueryString("", "payload", Click("approve", Asked.Id.Value))[1..];
        using var first = await desk.SendAsync(Interactivity, body);
        using var second = await desk.SendAsync(Interactivity, body);
        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        desk.Questions.Answers.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("approve", "no-such-question")]
    [InlineData("no-such-choice", "0000ask000000001")]
    public async Task A_button_of_a_card_that_is_not_ours_any_more_decides_nothing(string choice, string question)
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Questions.Add(Asked.Open);
        var body = QueryHelpers.AddQueryString("", "payload", Click(choice, question))[1..];
        using var answer = await desk.SendAsync(Interactivity, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        desk.Questions.Answers.ShouldBeEmpty();
        var told = await desk.Slack.EphemeralAsync("U0OPS", _ => true, SlackDesk.Stop);
        told.Text.ShouldBeOneOf(
            "This question does not exist any more.",
            "This card has changed. Please look at its newest version."
        );
    }

    private static string Click(string choice, string question) =>
        JsonSerializer.Serialize(
            new
            {
                type = "block_actions",
                user = new { id = "U0OPS", team_id = "T0SHOP" },
                team = new { id = "T0SHOP" },
                container = new { type = "message", channel_id = Asked.Channel },
                trigger_id = "1.2.3",
                response_url = "https://elsewhere.example/response",
                actions = new[]
                {
                    new
                    {
                        type = "button",
                        block_id = "choices",
                        action_id = choice,
                        value = question,
                    },
                },
            }
        );

    private static void Change(HttpRequestMessage request, string body, string how, DateTimeOffset now)
    {
        switch (how)
        {
            case "not signed":
                request.Headers.Remove("X-Slack-Signature");
                break;
            case "signed with another secret":
                SlackDesk.Sign(request, body, now, "another");
                break;
            case "signed for another body":
                SlackDesk.Sign(request, body + " ", now);
                break;
            case "signed too long ago":
                SlackDesk.Sign(request, body, now.AddSeconds(-301));
                break;
            case "signed too far ahead":
                SlackDesk.Sign(request, body, now.AddSeconds(301));
                break;
            case "with a timestamp that is none":
                request.Headers.Remove("X-Slack-Request-Timestamp");
                request.Headers.Add("X-Slack-Request-Timestamp", "now");
                break;
            default:
                break;
        }
    }
}
