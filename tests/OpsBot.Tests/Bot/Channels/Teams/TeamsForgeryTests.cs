using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>Whoever is not Teams, or not ours: none is taken, and none leaves a trace in the store.</summary>
public sealed class TeamsForgeryTests
{
    private const string OtherTenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    public static TheoryData<string, int> Headers() =>
        new()
        {
            { "", 401 },
            { "Bearer", 401 },
            { "Bearer ", 401 },
            { "Bearer null", 401 },
            { "Bearer a.b.c", 401 },
            { "Bearer ...", 401 },
            { "Bearer eyJhbGciOiJub25lIn0.e30.", 401 },
            { "Negotiate YII=", 401 },
            { "token in the scheme", 401 },
            { "two tokens", 401 },
            { "token twice", 401 },
            { "token too long", 401 },
            { "five parts", 401 },
            { "no signature", 401 },
            { "signature of another token", 401 },
            { "alg None", 401 },
            { "alg empty", 401 },
            { "alg RS384", 401 },
            { "alg RS512", 401 },
            { "alg PS256", 401 },
            { "alg missing", 401 },
            { "HS256 with the modulus", 401 },
            { "HS256 with the app id", 401 },
            { "HS256 with nothing", 401 },
            { "stranger's key", 401 },
            { "stranger's key in the header", 401 },
            { "stranger's key at an address", 401 },
            { "stranger's short key", 401 },
            { "kid missing", 401 },
            { "kid empty", 401 },
            { "kid of another case", 401 },
            { "crit", 401 },
            { "issuer missing", 401 },
            { "issuer with a slash", 401 },
            { "issuer of another cloud", 401 },
            { "issuer of the emulator", 401 },
            { "audience missing", 401 },
            { "audience empty", 401 },
            { "audience of ours and another", 401 },
            { "audience with api://", 401 },
            { "audience is the secret", 401 },
            { "expiry missing", 401 },
            { "expiry is text", 401 },
            { "expired long ago", 401 },
            { "five minutes and a second late", 401 },
            { "not before tomorrow", 401 },
            { "serviceurl empty", 401 },
            { "serviceurl is a number", 401 },
            { "serviceurl spelt serviceUrl", 401 },
            { "serviceurl spliced in", 401 },
            { "audience spliced in", 401 },
        };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Whoever_is_not_Teams_is_not_taken(string forgery, int status)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        foreach (var header in Authorizations(desk, forgery))
            request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await desk.Http.SendAsync(request, TeamsDesk.Stop);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(TeamsDesk.Stop)).ShouldBeEmpty();
        LeftNoTrace(desk);
    }

    public static TheoryData<string, int> Bodies() =>
        new()
        {
            { "", 400 },
            { "null", 400 },
            { "[]", 400 },
            { "\"message\"", 400 },
            { "{", 400 },
            { "{}", 401 },
            { "not UTF-8", 400 },
            { "names twice", 400 },
            { "deep", 400 },
            { "large", 413 },
            { "large and no length", 413 },
            { "serviceUrl of a stranger", 401 },
            { "serviceUrl missing", 401 },
            { "serviceUrl is a list", 401 },
            { "conversation of another tenant", 403 },
            { "channel data of another tenant", 403 },
            { "person of another tenant", 403 },
            { "no tenant", 403 },
            { "tenant is empty", 403 },
            { "channelId missing", 403 },
            { "channelId emulator", 403 },
            { "channelId MSTEAMS", 403 },
            { "message without an id", 400 },
            { "message without a conversation", 400 },
            { "id is a number", 400 },
            { "id is half a character", 400 },
            { "unknown invoke", 501 },
            { "invoke without a name", 501 },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_Teams_would_not_send_or_is_not_ours_is_not_taken(string what, int status)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = Body(desk, what) };
        if (what == "large and no length")
            request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + desk.Teams.Token());
        using var answer = await desk.Http.SendAsync(request, TeamsDesk.Stop);
        ((int)answer.StatusCode).ShouldBe(status);
        desk.Heard.Heard.ShouldBeEmpty();
        desk.Events.Seen.ShouldBeEmpty();
        if (status is 401 or 403 or 413)
            LeftNoTrace(desk);
    }

    [Fact]
    public async Task A_host_that_is_not_Microsofts_is_refused_even_where_a_good_token_vouches_for_it()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        activity["serviceUrl"] = "https://evil.example/";
        var token = desk.Teams.Token((_, claims) => claims["serviceurl"] = "https://evil.example/");
        var answer = await desk.Teams.PostAsync(activity.ToJsonString(), $"Bearer {token}", TeamsDesk.Stop);
        answer.Status.ShouldBe(403);
        LeftNoTrace(desk);
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("something that is not invented yet")]
    public async Task What_nobody_here_knows_is_taken_and_nothing_comes_of_it(string type)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var activity = desk.Teams.Activity(type, TeamsDesk.Lead, desk.Pretend.ChannelId);
        (await desk.Teams.SendAsync(activity, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Heard.Heard.ShouldBeEmpty();
        desk.Events.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", 405)]
    [InlineData("HEAD", 405)]
    [InlineData("PUT", 405)]
    public async Task Nothing_is_decided_by_looking(string method, int status)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var answer = await desk.Http.SendAsync(request, TeamsDesk.Stop);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task No_token_and_no_secret_is_logged()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        await desk.ThreadAsync("between us");
        var token = desk.Teams.Token((_, claims) => claims["aud"] = "somebody");
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId).ToJsonString();
        (await desk.Teams.PostAsync(activity, $"Bearer {token}", TeamsDesk.Stop)).Status.ShouldBe(401);
        desk.Logged.ShouldNotBeEmpty();
        foreach (var line in desk.Logged)
        {
            line.ShouldNotContain(token.Split('.')[2]);
            line.ShouldNotContain(desk.Pretend.ClientSecret);
            line.ShouldNotContain(desk.Teams.Levers.Login.Last!);
            line.ShouldNotContain("between us");
        }
    }

    private static void LeftNoTrace(TeamsDesk desk)
    {
        desk.Heard.Heard.ShouldBeEmpty();
        desk.Events.Seen.ShouldBeEmpty();
        desk.Memory.Kept.ShouldBeEmpty();
    }

    internal static string[] Authorizations(TeamsDesk desk, string forgery)
    {
        var (teams, good) = (desk.Teams, desk.Teams.Token());
        return forgery switch
        {
            "token in the scheme" => [good],
            "two tokens" => ["Bearer " + good, "Bearer " + good],
            "token twice" => [$"Bearer {good}, Bearer {good}"],
            "token too long" => ["Bearer " + teams.Token((_, claims) => claims["more"] = new string('x', 16 * 1024))],
            "five parts" => [$"Bearer {good}.{good[..20]}.{good[..20]}"],
            "no signature" => ["Bearer " + good[..(good.LastIndexOf('.') + 1)]],
            "signature of another token" => ["Bearer " + teams.Spliced(claims => claims["exp"] = 4_000_000_000)],
            "serviceurl spliced in" => ["Bearer " + teams.Spliced(claims => claims["more"] = "x")],
            "audience spliced in" => ["Bearer " + teams.Spliced(claims => claims["nbf"] = 0)],
            "HS256 with the modulus" => ["Bearer " + teams.Keyed(teams.Levers.Issuer.Current.Modulus)],
            "HS256 with the app id" => ["Bearer " + teams.Keyed(Encoding.UTF8.GetBytes(desk.Pretend.AppId))],
            "HS256 with nothing" => ["Bearer " + teams.Keyed([])],
            "stranger's key" => ["Bearer " + teams.OfStranger()],
            "stranger's key in the header" => ["Bearer " + teams.OfStranger((it, key) => it["jwk"] = key.Public())],
            "stranger's key at an address" =>
            [
                "Bearer " + teams.OfStranger((it, _) => it["jku"] = teams.Levers.Address.Of("openid/keys")),
            ],
            "stranger's short key" => ["Bearer " + teams.OfStranger(bits: 1024)],
            "alg None" => ["Bearer " + TeamsVerdictTests.Unsigned(teams, "None")],
            "alg empty" => ["Bearer " + TeamsVerdictTests.Unsigned(teams, "")],
            _ when Changes.TryGetValue(forgery, out var change) =>
            [
                "Bearer " + teams.Token((header, claims) => change(desk, header, claims)),
            ],
            _ => [forgery],
        };
    }

    private static readonly Dictionary<string, Action<TeamsDesk, JsonObject, JsonObject>> Changes = new()
    {
        ["alg RS384"] = (_, header, _) => header["alg"] = "RS384",
        ["alg RS512"] = (_, header, _) => header["alg"] = "RS512",
        ["alg PS256"] = (_, header, _) => header["alg"] = "PS256",
        ["alg missing"] = (_, header, _) => header.Remove("alg"),
        ["kid missing"] = (_, header, _) => header.Remove("kid"),
        ["kid empty"] = (_, header, _) => header["kid"] = "",
        ["kid of another case"] = (_, header, _) => header["kid"] = "FIRST",
        ["crit"] = (_, header, _) => header["crit"] = new JsonArray("exp"),
        ["issuer missing"] = (_, _, claims) => claims.Remove("iss"),
        ["issuer with a slash"] = (_, _, claims) => claims["iss"] = "https://api.botframework.com/",
        ["issuer of another cloud"] = (_, _, claims) => claims["iss"] = "https://api.botframework.us",
        ["issuer of the emulator"] = (_, _, claims) =>
            claims["iss"] = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
        ["audience missing"] = (_, _, claims) => claims.Remove("aud"),
        ["audience empty"] = (_, _, claims) => claims["aud"] = "",
        ["audience of ours and another"] = (desk, _, claims) =>
            claims["aud"] = new JsonArray(desk.Pretend.AppId, "608cacfd-1cea-40c9-b678-4b93e69bb72b"),
        ["audience with api://"] = (desk, _, claims) => claims["aud"] = "api://" + desk.Pretend.AppId,
        ["audience is the secret"] = (desk, _, claims) => claims["aud"] = desk.Pretend.ClientSecret,
        ["expiry missing"] = (_, _, claims) => claims.Remove("exp"),
        ["expiry is text"] = (_, _, claims) => claims["exp"] = "tomorrow",
        ["expired long ago"] = (_, _, claims) => claims["exp"] = 1_000_000_000,
        ["five minutes and a second late"] = (desk, _, claims) =>
            claims["exp"] = desk.Clock.GetUtcNow().ToUnixTimeSeconds() - 301,
        ["not before tomorrow"] = (desk, _, claims) =>
            claims["nbf"] = desk.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds(),
        ["serviceurl empty"] = (_, _, claims) => claims["serviceurl"] = "",
        ["serviceurl is a number"] = (_, _, claims) => claims["serviceurl"] = 7,
        ["serviceurl spelt serviceUrl"] = (_, _, claims) =>
        {
            claims["serviceUrl"] = claims["serviceurl"]!.DeepClone();
            claims.Remove("serviceurl");
        },
    };

    internal static ByteArrayContent Body(TeamsDesk desk, string what)
    {
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        var text = what switch
        {
            "names twice" => activity.ToJsonString().Insert(1, "\"channelId\":\"webchat\","),
            "deep" => new string('[', 5_000),
            _ when what.StartsWith("large", StringComparison.Ordinal) => With(it =>
                it["text"] = new string('x', 256 * 1024)
            ),
            _ when Bent.TryGetValue(what, out var bend) => With(bend)
                .Replace("HALF", "\\ud83d", StringComparison.Ordinal),
            _ => what,
        };
        var bytes =
            what == "not UTF-8" ? [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D] : Encoding.UTF8.GetBytes(text);
        return new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        string With(Action<JsonObject> change)
        {
            change(activity);
            return activity.ToJsonString();
        }
    }

    private static readonly Dictionary<string, Action<JsonObject>> Bent = new()
    {
        ["serviceUrl of a stranger"] = it => it["serviceUrl"] = "https://smba.trafficmanager.net/amer/",
        ["serviceUrl missing"] = it => it.Remove("serviceUrl"),
        ["serviceUrl is a list"] = it => it["serviceUrl"] = new JsonArray(it["serviceUrl"]!.DeepClone()),
        ["conversation of another tenant"] = it => it["conversation"]!["tenantId"] = OtherTenant,
        ["channel data of another tenant"] = it => it["channelData"]!["tenant"]!["id"] = OtherTenant,
        ["person of another tenant"] = it => it["from"]!["tenantId"] = OtherTenant,
        ["no tenant"] = it =>
        {
            it["conversation"]!.AsObject().Remove("tenantId");
            it["channelData"]!.AsObject().Remove("tenant");
        },
        ["tenant is empty"] = it => it["conversation"]!["tenantId"] = "",
        ["channelId missing"] = it => it.Remove("channelId"),
        ["channelId emulator"] = it => it["channelId"] = "emulator",
        ["channelId MSTEAMS"] = it => it["channelId"] = "MSTEAMS",
        ["message without an id"] = it => it.Remove("id"),
        ["message without a conversation"] = it => it["conversation"]!.AsObject().Remove("id"),
        ["id is a number"] = it => it["id"] = 7,
        ["id is half a character"] = it => it["id"] = "HALF",
        ["unknown invoke"] = it =>
        {
            it["type"] = "invoke";
            it["name"] = "fileConsent/invoke";
        },
        ["invoke without a name"] = it => it["type"] = "invoke",
    };
}
