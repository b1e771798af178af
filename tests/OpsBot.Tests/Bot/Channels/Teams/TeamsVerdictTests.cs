using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>
/// The verdicts of the reference implementation (botbuilder-js 4.23.3, measured against a server of our own), row by row; where it
/// errs with a 500 on a bad token, the bot says 401.
/// </summary>
public sealed class TeamsVerdictTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_good_token_of_a_key_endorsed_for_Teams_is_taken_and_an_invoke_is_answered()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        var (_, card) = await desk.ThreadAsync();
        desk.Heard.Answer = (_, _) => Task.FromResult(OpsBot.Bot.Channels.Teams.TeamsReply.Tell("done"));
        var answer = await desk.Teams.ExecuteAsync(TeamsDesk.Lead, card, "approve", [], TeamsDesk.Stop);
        answer.Status.ShouldBe(200);
        answer.Json!["value"]!.GetValue<string>().ShouldBe("done");
    }

    [Theory]
    [InlineData("no header", 401)]
    [InlineData("Basic", 401)]
    [InlineData("bearer", 401)]
    [InlineData("serviceurl other", 401)]
    [InlineData("serviceurl missing", 401)]
    [InlineData("serviceurl without its slash", 401)]
    [InlineData("serviceurl in other letters", 200)]
    [InlineData("aud", 401)]
    [InlineData("iss", 401)]
    [InlineData("kid", 401)]
    [InlineData("key of other channels", 401)]
    [InlineData("key of other channels and channelId webchat", 401)]
    [InlineData("channelId webchat", 403)]
    [InlineData("exp -10", 401)]
    [InlineData("exp -4", 200)]
    [InlineData("nbf +4", 200)]
    [InlineData("nbf +10", 401)]
    [InlineData("bad signature", 401)]
    [InlineData("alg none", 401)]
    [InlineData("HS256", 401)]
    public async Task Every_row_of_the_reference(string row, int status)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        if (row.EndsWith("webchat", StringComparison.Ordinal))
            activity["channelId"] = "webchat";
        var answer = await desk.Teams.PostAsync(activity.ToJsonString(), Authorization(desk, row), TeamsDesk.Stop);
        answer.Status.ShouldBe(status);
        desk.Heard.Heard.Count.ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task The_keys_are_asked_for_once()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        for (var call = 0; call < 21; call++)
            (await desk.Teams.WriteAsync(TeamsDesk.Lead, "status", TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Teams.Levers.Issuer.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_key_is_looked_for_at_once_and_a_made_up_one_no_more_than_every_five_minutes()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        (await desk.Teams.WriteAsync(TeamsDesk.Lead, "status", TeamsDesk.Stop)).Status.ShouldBe(200);
        var issuer = desk.Teams.Levers.Issuer;
        desk.Clock.Advance(5 * Minute);

        issuer.Rotate("second");
        (await desk.Teams.WriteAsync(TeamsDesk.Lead, "status", TeamsDesk.Stop)).Status.ShouldBe(200);
        issuer.Asked.ShouldBe(4);

        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId).ToJsonString();
        for (var made = 0; made < 10; made++)
        {
            var token = desk.Teams.Token((header, _) => header["kid"] = $"made up {made}");
            (await desk.Teams.PostAsync(activity, $"Bearer {token}", TeamsDesk.Stop)).Status.ShouldBe(401);
        }

        issuer.Asked.ShouldBe(4);
    }

    [Fact]
    public async Task A_key_that_Teams_gave_up_is_given_up_within_half_a_day()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var old = desk.Teams.Levers.Issuer.Current;
        (await desk.Teams.WriteAsync(TeamsDesk.Lead, "status", TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Teams.Levers.Issuer.Rotate("second", forget: true);
        desk.Clock.Advance(TimeSpan.FromHours(12));
        var activity = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId).ToJsonString();
        var token = desk.Teams.Token(key: old);
        (await desk.Teams.PostAsync(activity, $"Bearer {token}", TeamsDesk.Stop)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Where_no_key_is_known_and_none_can_be_asked_for_nobody_is_believed()
    {
        await using var desk = await TeamsDesk.OpenAsync(settings: settings =>
            settings["Channels:Teams:OpenIdMetadataUrl"] = "http://127.0.0.1:1/keys"
        );
        var answer = await desk.PassAsync(desk.Teams.WriteAsync(TeamsDesk.Lead, "status", TeamsDesk.Stop));
        answer.Status.ShouldBe(503);
        desk.Heard.Heard.ShouldBeEmpty();
    }

    internal static string? Authorization(TeamsDesk desk, string row)
    {
        var teams = desk.Teams;
        var service = teams.Levers.Address.Service;
        return row switch
        {
            "no header" => null,
            "Basic" => "Basic b3BzOmJvdA==",
            "bearer" => "bearer " + teams.Token(),
            "serviceurl other" => Bearer(claims => claims["serviceurl"] = "https://smba.trafficmanager.net/amer/"),
            "serviceurl missing" => Bearer(claims => claims.Remove("serviceurl")),
            "serviceurl without its slash" => Bearer(claims => claims["serviceurl"] = service.TrimEnd('/')),
            "serviceurl in other letters" => Bearer(claims => claims["serviceurl"] = service.ToUpperInvariant()),
            "aud" => Bearer(claims => claims["aud"] = "608cacfd-1cea-40c9-b678-4b93e69bb72b"),
            "iss" => Bearer(claims => claims["iss"] = "https://sts.windows.net/b28fdbfd-2b78-4f93-b0f8-8881793f0f8f/"),
            "kid" => "Bearer " + teams.Token((header, _) => header["kid"] = "unknown"),
            _ when row.StartsWith("key of other channels", StringComparison.Ordinal) => "Bearer "
                + teams.Token(key: teams.Levers.Issuer.ForOthers),
            "exp -10" => Bearer(claims => claims["exp"] = At(-10)),
            "exp -4" => Bearer(claims => claims["exp"] = At(-4)),
            "nbf +4" => Bearer(claims => claims["nbf"] = At(4)),
            "nbf +10" => Bearer(claims => claims["nbf"] = At(10)),
            "bad signature" => "Bearer " + Tampered(teams.Token()),
            "alg none" => "Bearer " + Unsigned(teams, "none"),
            "HS256" => "Bearer " + teams.Keyed(Encoding.UTF8.GetBytes("a constant that everybody knows, 256 bit")),
            _ => "Bearer " + teams.Token(),
        };

        string Bearer(Action<JsonObject> change) => "Bearer " + teams.Token((_, claims) => change(claims));
        long At(int minutes) => (desk.Clock.GetUtcNow() + (minutes * Minute)).ToUnixTimeSeconds();
    }

    internal static string Tampered(string token)
    {
        var at = token.LastIndexOf('.') + 10;
        return token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
    }

    internal static string Unsigned(PretendTeams teams, string alg)
    {
        var parts = teams.Token((header, _) => header["alg"] = alg).Split('.');
        return $"{parts[0]}.{parts[1]}.";
    }
}
