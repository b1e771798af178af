using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>
/// Requests that are not Slack's, or not as Slack sent them, at each of the three doors: none is let in, and none leaves a
/// trace in the store.
/// </summary>
public sealed class SlackForgeryTests(SlackForgeryTests.RealRoom shared) : IClassFixture<SlackForgeryTests.RealRoom>
{
    private const string Stamp = "X-Slack-Request-Timestamp";
    private const string Signature = "X-Slack-Signature";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["interactivity"] = "payload=" + Uri.EscapeDataString(Click("T0SHOP", "A0OPSBOT")),
        ["commands"] = "command=%2Fops&text=status&user_id=U0OPS&team_id=T0SHOP&trigger_id=7.7.7&api_app_id=A0OPSBOT",
        ["events"] = Mention("T0SHOP", "A0OPSBOT"),
    };

    /// <summary>What is wrong with the request, what is done to it, and the status that is right.</summary>
    private static readonly Dictionary<string, (Action<Forged> Do, int Status)> Cases = new()
    {
        ["no headers"] = (it => it.Clear(), 401),
        ["no stamp"] = (it => it.Drop(Stamp), 401),
        ["no signature"] = (it => it.Drop(Signature), 401),
        ["an empty stamp"] = (it => it.Set(Stamp, ""), 401),
        ["an empty signature"] = (it => it.Set(Signature, ""), 401),
        ["two stamps"] = (it => it.Set(Stamp, it.At(0), it.At(0)), 401),
        ["two signatures, the first right"] = (it => it.Set(Signature, it.Right, "v0=" + new string('0', 64)), 401),
        ["two signatures, the second right"] = (it => it.Set(Signature, "v0=" + new string('0', 64), it.Right), 401),
        ["the same signature twice"] = (it => it.Set(Signature, it.Right, it.Right), 401),
        ["two signatures in one header"] = (it => it.Set(Signature, $"{it.Right},{it.Right}"), 401),
        ["another secret"] = (it => it.Sign("another-secret"), 401),
        ["an empty secret"] = (it => it.Sign(""), 401),
        ["the secret decoded from hex"] = (it => it.Sign("\0"), 401),
        ["the secret with a space"] = (it => it.Sign(SlackDesk.Secret + " "), 401),
        ["the bot's token as the secret"] = (it => it.Sign("xoxb-sandbox"), 401),
        ["version v1"] = (it => it.Set(Signature, "v1=" + it.Right[3..]), 401),
        ["no version"] = (it => it.Set(Signature, it.Right[3..]), 401),
        ["a version in capitals"] = (it => it.Set(Signature, "V0=" + it.Right[3..]), 401),
        ["hex in capitals"] = (it => it.Set(Signature, "v0=" + it.Right[3..].ToUpperInvariant()), 401),
        ["half a signature"] = (it => it.Set(Signature, it.Right[..35]), 401),
        ["a signature less one digit"] = (it => it.Set(Signature, it.Right[..^1]), 401),
        ["a signature and one digit more"] = (it => it.Set(Signature, it.Right + "0"), 401),
        ["a signature with its last digit changed"] = (
            it => it.Set(Signature, it.Right[..^1] + (it.Right[^1] == '0' ? '1' : '0')),
            401
        ),
        ["nothing but the version"] = (it => it.Set(Signature, "v0="), 401),
        ["a signature in base64"] = (
            it => it.Set(Signature, "v0=" + Convert.ToBase64String(Convert.FromHexString(it.Right[3..]))),
            401
        ),
        ["the signature of another stamp"] = (it => it.Set(Stamp, it.At(1)), 401),
        ["the signature of another body"] = (
            it => it.Set(Signature, SlackSignature.Of(SlackDesk.Secret, it.At(0), "x")),
            401
        ),
        ["the signature of an empty body"] = (
            it => it.Set(Signature, SlackSignature.Of(SlackDesk.Secret, it.At(0), "")),
            401
        ),
        ["signed 301 s ago"] = (it => it.SignAt(it.At(-301)), 401),
        ["signed 301 s ahead"] = (it => it.SignAt(it.At(301)), 401),
        ["signed a day ago"] = (it => it.SignAt(it.At(-86_400)), 401),
        ["signed in 1970"] = (it => it.SignAt("0"), 401),
        ["a negative stamp"] = (it => it.SignAt("-" + it.At(0)), 401),
        ["a stamp with a plus"] = (it => it.SignAt("+" + it.At(0)), 401),
        ["a huge stamp"] = (it => it.SignAt("9223372036854775807"), 401),
        ["a stamp beyond all numbers"] = (it => it.SignAt(new string('9', 40)), 401),
        ["a stamp that is no number"] = (it => it.SignAt("NaN"), 401),
        ["a stamp in hex"] = (it => it.SignAt("0x6913"), 401),
        ["a stamp with a fraction"] = (it => it.SignAt(it.At(0) + ".0"), 401),
        ["a stamp with an exponent"] = (it => it.SignAt("1e9"), 401),
        ["a stamp in milliseconds"] = (it => it.SignAt(it.At(0) + "000"), 401),
        ["a body cut short"] = (it => it.Body = it.Body[..^1], 401),
        ["a body cut in half"] = (it => it.Body = it.Body[..(it.Body.Length / 2)], 401),
        ["a body with a byte more"] = (it => it.Body += " ", 401),
        ["a body with a line more"] = (it => it.Body += "\n", 401),
        ["a body with a field more"] = (it => it.Body += "&user_id=U0LEAD", 401),
        ["a body with a field before"] = (it => it.Body = "x=1&" + it.Body, 401),
        ["a body encoded anew"] = (it => it.Body = Uri.EscapeDataString(it.Body), 401),
        ["a body with a mark in front"] = (it => it.Body = "\uFEFF" + it.Body, 401),
        ["no body"] = (it => it.Body = "", 401),
        ["another user"] = (it => it.Body = it.Body.Replace("U0OPS", "U0LEAD", StringComparison.Ordinal), 401),
        ["GET"] = (it => it.Method = HttpMethod.Get, 405),
        ["PUT"] = (it => it.Method = HttpMethod.Put, 405),
        ["DELETE"] = (it => it.Method = HttpMethod.Delete, 405),
        ["signed and too large"] = (it => it.Signed(it.Body + new string(' ', 1024 * 1024)), 413),
        ["signed and empty"] = (it => it.Signed(""), 400),
        ["signed and nonsense"] = (it => it.Signed("\0\u0001"), 400),
        ["signed and a list"] = (it => it.Signed("payload=[]"), 400),
    };

    public static TheoryData<string, string> All =>
        [.. from door in Bodies.Keys from what in Cases.Keys select (door, what)];

    public static TheoryData<string, string, int> Malformed =>
        new()
        {
            { "interactivity", "payload=", 400 },
            { "interactivity", "payload={}&payload={}", 400 },
            { "interactivity", "PAYLOAD={\"type\":\"x\"}", 400 },
            { "interactivity", "payload=" + Uri.EscapeDataString("payload={\"type\":\"x\"}"), 400 },
            { "interactivity", Mention("T0SHOP", "A0OPSBOT"), 400 },
            { "interactivity", "payload=" + string.Concat(Enumerable.Repeat("[", 5_000)), 400 },
            { "interactivity", "payload=" + Uri.EscapeDataString(Click("T0OTHER", "A0OPSBOT")), 200 },
            { "interactivity", "payload=%ZZ%", 400 },
            { "commands", "{\"command\":\"/ops\",\"text\":\"pause all\",\"user_id\":\"U0LEAD\"}", 400 },
            { "commands", "payload=" + Uri.EscapeDataString(Click("T0SHOP", "A0OPSBOT")), 400 },
            { "commands", "command=/ops&text=status&user_id=", 400 },
            { "events", Bodies["interactivity"], 400 },
            { "events", "{\"type\":7}", 400 },
            { "events", "{\"type\":\"url_verification\"}", 400 },
            { "events", "{\"type\":\"event_callback\"}", 200 },
            { "events", "{\"type\":\"event_callback\",\"event\":[]}", 200 },
            { "events", Mention("T0OTHER", "A0OPSBOT"), 200 },
        };

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_forged_comes_in_or_leaves_a_trace(string door, string what)
    {
        var request = new Forged(shared.Desk, Bodies[door]);
        Cases[what].Do(request);
        (await request.SendAsync(door)).ShouldBe(Cases[what].Status);
        await shared.IsUntouchedAsync();
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_Slack_signed_and_nobody_can_read_or_is_not_ours_changes_nothing(
        string door,
        string body,
        int status
    )
    {
        var request = new Forged(shared.Desk, "");
        request.Signed(body);
        (await request.SendAsync(door)).ShouldBe(status);
        await shared.IsUntouchedAsync();
    }

    [Theory]
    [InlineData("interactivity")]
    [InlineData("commands")]
    [InlineData("events")]
    public async Task As_Slack_sent_it_each_comes_in(string door)
    {
        await using var room = await RealRoom.OpenAsync();
        var request = new Forged(room.Desk, Bodies[door]);
        (await request.SendAsync(door)).ShouldBe(200);
        (room.Desk.Questions.Answers.Count + room.Desk.Commands.Said.Count).ShouldBe(1, "the control");
        if (door != "interactivity")
            (await room.RowsAsync()).ShouldBe(1, "the control");
    }

    [Theory]
    [InlineData("interactivity")]
    [InlineData("commands")]
    [InlineData("events")]
    public async Task What_was_caught_and_is_sent_again_is_done_once(string door)
    {
        await using var room = await RealRoom.OpenAsync();
        for (var i = 0; i < 3; i++)
            (await new Forged(room.Desk, Bodies[door]).SendAsync(door)).ShouldBe(200);
        (room.Desk.Questions.Answers.Count + room.Desk.Commands.Said.Count).ShouldBe(1);
    }

    [Theory]
    [InlineData("interactivity")]
    [InlineData("commands")]
    [InlineData("events")]
    public async Task What_is_meant_for_another_app_is_refused(string door)
    {
        await using var room = await RealRoom.OpenAsync();
        room.Desk.Get<SlackWorkspace>().HeardApp("A0OPSBOT");
        var request = new Forged(room.Desk, "");
        request.Signed(Bodies[door].Replace("A0OPSBOT", "A0OTHER", StringComparison.Ordinal));
        (await request.SendAsync(door)).ShouldBe(401);
        await room.IsUntouchedAsync();
    }

    [Theory]
    [InlineData("x-slack-signature", "x-slack-request-timestamp")]
    [InlineData("X-SLACK-SIGNATURE", "X-SLACK-REQUEST-TIMESTAMP")]
    public async Task How_the_headers_are_written_is_no_matter(string signature, string stamp)
    {
        await using var room = await RealRoom.OpenAsync();
        var request = new Forged(room.Desk, Bodies["commands"]);
        var (right, at) = (request.Right, request.At(0));
        request.Clear();
        request.Set(signature, right);
        request.Set(stamp, at);
        (await request.SendAsync("commands")).ShouldBe(200);
    }

    [Theory]
    [InlineData("the-secret-before", 200)]
    [InlineData("the-secret-before-that", 401)]
    public async Task While_the_secret_is_changed_the_one_before_is_taken_too(string secret, int status)
    {
        await using var desk = await SlackDesk.OpenAsync(previousSecret: "the-secret-before");
        var request = new Forged(desk, Bodies["commands"]);
        request.Sign(secret);
        (await request.SendAsync("commands")).ShouldBe(status);
    }

    private static string Click(string team, string app) =>
        $$$"""{"type":"block_actions","api_app_id":"{{{app}}}","user":{"id":"U0OPS","team_id":"{{{team}}}"},"team":{"id":"{{{team}}}"},"container":{"type":"message","channel_id":"C0OPS"},"trigger_id":"1.2.3","actions":[{"type":"button","block_id":"choices","action_id":"approve","value":"{{{Asked.Id.Value}}}"}]}""";

    private static string Mention(string team, string app) =>
        $$$"""{"type":"event_callback","team_id":"{{{team}}}","api_app_id":"{{{app}}}","event_id":"Ev1","event":{"type":"app_mention","user":"U0OPS","team":"{{{team}}}","text":"<@U0OPSBOT> status","channel":"C0OPS","ts":"1.1"}}""";

    /// <summary>The bot's doors before a store that is real.</summary>
    public sealed class RealRoom : IAsyncLifetime
    {
        private EngineFixture engine = null!;
        private SlackDesk desk = null!;

        internal SlackDesk Desk => desk;

        public async ValueTask InitializeAsync()
        {
            engine = await EngineFixture.StartAsync();
            desk = await SlackDesk.OpenAsync(change: services => services.AddSingleton(engine.Get<IEventStore>()));
            desk.Questions.Add(Asked.Open);
        }

        internal static async Task<RealRoom> OpenAsync()
        {
            var room = new RealRoom();
            await room.InitializeAsync();
            return room;
        }

        internal Task<int> RowsAsync() => engine.CountEventsAsync();

        internal async Task IsUntouchedAsync()
        {
            desk.Questions.Answers.ShouldBeEmpty();
            desk.Commands.Said.ShouldBeEmpty();
            (await RowsAsync()).ShouldBe(0);
        }

        public async ValueTask DisposeAsync()
        {
            await desk.DisposeAsync();
            await engine.DisposeAsync();
        }
    }

    /// <summary>A request that is right at first.</summary>
    private sealed class Forged
    {
        private readonly SlackDesk desk;
        private readonly Dictionary<string, string[]> headers = [];

        internal Forged(SlackDesk desk, string body)
        {
            (this.desk, Body) = (desk, body);
            Signed(body);
        }

        internal string Body { get; set; }

        internal HttpMethod Method { get; set; } = HttpMethod.Post;

        internal string Right => headers[Signature][0];

        internal string At(int seconds) =>
            (desk.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);

        internal void Clear() => headers.Clear();

        internal void Drop(string name) => headers.Remove(name);

        internal void Set(string name, params string[] values) => headers[name] = values;

        internal void Signed(string body)
        {
            Body = body;
            SignAt(At(0));
        }

        internal void Sign(string secret) => Set(Signature, Hash(secret, At(0)));

        internal void SignAt(string stamp)
        {
            Set(Stamp, stamp);
            Set(Signature, Hash(SlackDesk.Secret, stamp));
        }

        private string Hash(string secret, string stamp) =>
            "v0="
            + Convert.ToHexStringLower(
                System.Security.Cryptography.HMACSHA256.HashData(
                    Encoding.UTF8.GetBytes(secret),
                    Encoding.UTF8.GetBytes($"v0:{stamp}:{Body}")
                )
            );

        internal async Task<int> SendAsync(string door)
        {
            using var request = new HttpRequestMessage(Method, "/slack/" + door);
            if (Method != HttpMethod.Get)
                request.Content = new StringContent(
                    Body,
                    Encoding.UTF8,
                    door == "events" ? "application/json" : "application/x-www-form-urlencoded"
                );
            foreach (var (name, values) in headers)
                request.Headers.TryAddWithoutValidation(name, values);
            using var answer = await desk.Client.SendAsync(request, SlackDesk.Stop);
            return (int)answer.StatusCode;
        }
    }
}
