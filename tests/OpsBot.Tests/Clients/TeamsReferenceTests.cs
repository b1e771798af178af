using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Tests.Bot.Channels.Teams;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Clients;

/// <summary>
/// The same tokens and activities before our door and before Microsoft's own: the verdicts are the same but where the reference
/// errs, or where we are stricter and say why.
/// </summary>
public sealed class TeamsReferenceTests
{
    /// <summary>Rows whose verdicts differ: the reference's, ours, and why.</summary>
    private static readonly Dictionary<string, (int Reference, int Ours, string Why)> Differ = new[]
    {
        Because(
            "the reference errs: it fails at a token that is not good where it should refuse it",
            (500, 401),
            "token: nbf +10",
            "token: not before tomorrow",
            "token: bad signature",
            "token: no signature",
            "token: signature of another token",
            "token: serviceurl spliced in",
            "token: audience spliced in",
            "token: alg none",
            "token: alg None",
            "token: alg empty",
            "token: alg missing",
            "token: alg PS256",
            "token: HS256",
            "token: HS256 with the modulus",
            "token: HS256 with the app id",
            "token: HS256 with nothing",
            "token: stranger's key",
            "token: stranger's key in the header",
            "token: stranger's key at an address",
            "token: stranger's short key",
            "token: expiry is text",
            "body: {}"
        ),
        Because("we ask for RS256, which is what Teams signs with", (200, 401), "token: alg RS384", "token: alg RS512"),
        Because(
            "we refuse what a token calls critical and we do not know, as RFC 7515 asks",
            (200, 401),
            "token: crit"
        ),
        Because("we refuse a token that never ends", (200, 401), "token: expiry missing"),
        Because("the reference's server refuses so long a header by itself", (431, 401), "token: token too long"),
        Because(
            "the reference in .NET compares addresses in any letters, as we do; this one, in JavaScript, does not",
            (401, 200),
            "token: serviceurl in other letters"
        ),
        Because(
            "we believe keys for Teams alone, the reference keys for every channel",
            (200, 401),
            "token: key of other channels and channelId webchat"
        ),
        Because(
            "we say 403 to what is signed for us and is not of Teams",
            (401, 403),
            "token: channelId webchat",
            "body: channelId emulator",
            "body: channelId MSTEAMS"
        ),
        Because(
            "we say 403 to what names no channel, at which the reference fails",
            (500, 403),
            "body: channelId missing"
        ),
        Because(
            "we hear one tenant, the reference leaves that to its bot",
            (200, 403),
            "body: conversation of another tenant",
            "body: channel data of another tenant",
            "body: person of another tenant",
            "body: no tenant",
            "body: tenant is empty"
        ),
        Because("we answer nowhere but where the token vouches for", (200, 401), "body: serviceUrl missing"),
        Because("we take no more than Teams sends", (200, 413), "body: large", "body: large and no length"),
        Because("we refuse JSON that may be read in two ways", (200, 400), "body: names twice"),
        Because("we refuse what is no text, at which the reference fails", (500, 400), "body: not UTF-8"),
        Because(
            "we know repeats by these ids and take nothing without them",
            (200, 400),
            "body: message without an id",
            "body: message without a conversation",
            "body: id is a number",
            "body: id is half a character"
        ),
        Because("the reference fails at a consent to a file that names none", (500, 501), "body: unknown invoke"),
    }
        .SelectMany(rows => rows)
        .ToDictionary(row => row.Row, row => (row.Reference, row.Ours, row.Why), StringComparer.Ordinal);

    [Fact]
    public async Task Our_door_and_that_of_the_reference_give_the_same_verdicts()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var verdicts = await AskBothAsync(desk);
        await WriteDownAsync(verdicts);
        verdicts.Count.ShouldBeGreaterThan(95);
        verdicts.Count(verdict => verdict.Ours is 401 or 403).ShouldBeGreaterThan(60);
        Unexplained(verdicts).ShouldBeEmpty();
        // What the reference refuses we take in no case but that one.
        verdicts.Where(verdict => verdict.Ours == 200 && verdict.Reference != 200).ShouldHaveSingleItem();
        Differ.Keys.Except(verdicts.Select(verdict => verdict.Row)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_door_that_believed_everybody_would_be_found_out()
    {
        await using var desk = await TeamsDesk.OpenAsync(
            settings: settings => settings["Channels:Teams:Mode"] = "WithoutTokens",
            environment: "Development"
        );
        Unexplained(await AskBothAsync(desk)).ShouldContain("token: aud: 401 there, 200 here");
    }

    private static IEnumerable<(string Row, int Reference, int Ours, string Why)> Because(
        string why,
        (int Reference, int Ours) verdicts,
        params string[] rows
    ) => rows.Select(row => (row, verdicts.Reference, verdicts.Ours, why));

    private static List<string> Unexplained(IEnumerable<Verdict> verdicts) =>
        [
            .. verdicts
                .Where(verdict =>
                    Differ.TryGetValue(verdict.Row, out var known)
                        ? (known.Reference, known.Ours) != (verdict.Reference, verdict.Ours)
                        : verdict.Reference != verdict.Ours
                )
                .Select(verdict => $"{verdict.Row}: {verdict.Reference} there, {verdict.Ours} here"),
        ];

    private static async Task<List<Verdict>> AskBothAsync(TeamsDesk desk)
    {
        // The reference knows no clock but the machine's.
        desk.Clock.AdjustTime(TimeProvider.System.GetUtcNow());
        await using var reference = await ReferenceBot.StartAsync(desk);
        var verdicts = new List<Verdict>();
        foreach (var (row, request) in Rows(desk))
            verdicts.Add(
                new Verdict(
                    row,
                    await AskAsync(desk, request, reference.Door),
                    await AskAsync(desk, request, new Uri(desk.Http.BaseAddress!, "api/messages"))
                )
            );
        return verdicts;
    }

    private static IEnumerable<(string Row, Func<HttpRequestMessage> Request)> Rows(TeamsDesk desk)
    {
        yield return ("token: good", () => Request(Activity(desk), ["Bearer " + desk.Teams.Token()]));
        yield return ("token: good, an invoke", () => Request(Invoke(desk), ["Bearer " + desk.Teams.Token()]));
        foreach (var row in Verdicts)
            yield return ($"token: {row}", () => Request(Activity(desk, row), Authorization(desk, row)));
        foreach (var row in TeamsForgeryTests.Headers().Select(row => row.Data.Item1))
            yield return (
                $"token: {(row.Length == 0 ? "(empty)" : row)}",
                () => Request(Activity(desk), TeamsForgeryTests.Authorizations(desk, row))
            );
        foreach (var row in TeamsForgeryTests.Bodies().Select(row => row.Data.Item1))
            yield return (
                $"body: {(row.Length == 0 ? "(empty)" : row)}",
                () => Request(TeamsForgeryTests.Body(desk, row), ["Bearer " + desk.Teams.Token()])
            );
    }

    private static readonly string[] Verdicts =
    [
        "no header",
        "Basic",
        "bearer",
        "serviceurl other",
        "serviceurl missing",
        "serviceurl without its slash",
        "serviceurl in other letters",
        "aud",
        "iss",
        "kid",
        "key of other channels",
        "key of other channels and channelId webchat",
        "channelId webchat",
        "exp -10",
        "exp -4",
        "nbf +4",
        "nbf +10",
        "bad signature",
        "alg none",
        "HS256",
    ];

    private static string[] Authorization(TeamsDesk desk, string row) =>
        TeamsVerdictTests.Authorization(desk, row) is { } header ? [header] : [];

    private static StringContent Activity(TeamsDesk desk, string row = "")
    {
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        if (row.EndsWith("webchat", StringComparison.Ordinal))
            activity["channelId"] = "webchat";
        return Json(activity);
    }

    private static StringContent Invoke(TeamsDesk desk)
    {
        var invoke = desk.Teams.Activity("invoke", TeamsDesk.Lead, desk.Pretend.ChannelId);
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = "look",
                ["data"] = new JsonObject(),
            },
        };
        return Json(invoke);
    }

    private static StringContent Json(JsonObject activity) =>
        new(activity.ToJsonString(), Encoding.UTF8, "application/json");

    private static HttpRequestMessage Request(HttpContent body, string[] authorizations)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = body };
        foreach (var authorization in authorizations)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private static async Task<int> AskAsync(TeamsDesk desk, Func<HttpRequestMessage> make, Uri door)
    {
        using var request = make();
        request.RequestUri = door;
        using var answer = await desk.Http.SendAsync(request, TeamsDesk.Stop);
        return (int)answer.StatusCode;
    }

    /// <summary>For whoever reads what a run of the tests left.</summary>
    private static async Task WriteDownAsync(IEnumerable<Verdict> verdicts)
    {
        var table = new StringBuilder(
            "| what | the reference | OpsBot | why they differ |\n| --- | --- | --- | --- |\n"
        );
        foreach (var (row, reference, ours) in verdicts)
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {row} | {reference} | {ours} | {(Differ.TryGetValue(row, out var known) ? known.Why : "")} |\n"
            );
        var file = Repo.PathTo("artifacts", "clients", "teams-verdicts.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, table.ToString(), TeamsDesk.Stop);
    }

    private sealed record Verdict(string Row, int Reference, int Ours);
}
