using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Tests.Sandbox.Teams;

public sealed class GraphTests
{
    private const string Agents = "0f0e6f0a-0000-4000-8000-00000000a9e7";
    private const string Everybody = "0f0e6f0a-0000-4000-8000-0000000000a1";
    private const string Others = "0f0e6f0a-0000-4000-8000-000000000bad";

    [Fact]
    public async Task Who_is_in_a_group_of_a_group_is_in_both()
    {
        await using var room = await OpenAsync();
        var (status, body) = await room.GroupsAsync(Agent(room), null, Others, Everybody, Agents, Unknown(1));
        status.ShouldBe(200);
        body["value"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([Everybody, Agents]);
        (await room.GroupsAsync(room.Options.Users[1].AadObjectId, null, Agents)).Body["value"]!
            .AsArray()
            .ShouldBeEmpty();
        room.Teams.Levers.Graph.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_is_good_for_what_it_was_asked_for()
    {
        await using var room = await OpenAsync();
        var connectors = await room.GoodTokenAsync();
        await RefusedAsync(room.GroupsAsync(Agent(room), connectors, Agents), 401, "InvalidAuthenticationToken");
        var graphs = (await room.TokenAsync(("scope", room.Options.GraphScope))).Body["access_token"];
        room.Teams.Levers.Login.IsGood($"Bearer {graphs}").ShouldBeFalse();
        var both = $"{room.Options.Scope} {room.Options.GraphScope}";
        (await room.TokenAsync(("scope", both))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task It_says_why_it_does_not_say()
    {
        await using var room = await OpenAsync();
        await RefusedAsync(
            room.GroupsAsync(Agent(room), null, [.. Enumerable.Range(0, 21).Select(Unknown)]),
            400,
            "Request_BadRequest"
        );
        await RefusedAsync(room.GroupsAsync(Agent(room), null, "agents"), 400, "Request_BadRequest");
        await RefusedAsync(room.GroupsAsync(Unknown(1), null, Agents), 404, "Request_ResourceNotFound");
        // Somebody of another tenant is not in this one's directory.
        var partner = room.Options.Users.Single(user => user.IsOfOtherTenant).AadObjectId;
        await RefusedAsync(room.GroupsAsync(partner, null, Agents), 404, "Request_ResourceNotFound");
        room.Options.GraphPermissions.Remove("GroupMember.Read.All");
        await RefusedAsync(room.GroupsAsync(Agent(room), null, Agents), 403, "Authorization_RequestDenied");
        room.Teams.Levers.Graph.Troubles.Order(429);
        await RefusedAsync(room.GroupsAsync(Agent(room), null, Agents), 429, "TooManyRequests");
    }

    [Fact]
    public async Task A_certificate_that_is_registered_stands_in_for_the_secret()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest(
            "CN=opsbot",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await using var room = await TeamsRoom.OpenAsync();
        async Task<string?> WrongAsync(Action<JsonObject>? change = null, string? by = null)
        {
            var answer = await room.TokenAsync(
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", by ?? Assertion(room, key, certificate, change))
            );
            return answer.Body["error_description"]?.GetValue<string>().Split(':')[0];
        }

        (await WrongAsync()).ShouldBe("AADSTS700027");
        room.Options.Certificate = certificate;
        (await WrongAsync()).ShouldBeNull();
        (await WrongAsync(claims => claims["sub"] = "somebody")).ShouldBe("AADSTS700021");
        (await WrongAsync(claims => claims["aud"] = "https://elsewhere.example/token")).ShouldBe("AADSTS700023");
        (await WrongAsync(claims => claims["exp"] = 1)).ShouldBe("AADSTS700024");
        (await WrongAsync(by: "a.b.c")).ShouldBe("AADSTS50027");
        using var other = RSA.Create(2048);
        (await WrongAsync(by: Assertion(room, other, certificate))).ShouldBe("AADSTS700027");
    }

    private static async Task<TeamsRoom> OpenAsync()
    {
        var room = await TeamsRoom.OpenAsync();
        room.Options.Groups[Agents] = [Agent(room)];
        room.Options.Groups[Everybody] = [Agents, Everybody];
        room.Options.Groups[Others] = [Unknown(2)];
        return room;
    }

    private static string Agent(TeamsRoom room) => room.Options.Users[0].AadObjectId!;

    private static string Unknown(int number) => $"00000000-0000-4000-8000-{number:x12}";

    private static string Assertion(
        TeamsRoom room,
        RSA key,
        X509Certificate2 certificate,
        Action<JsonObject>? change = null
    )
    {
        var header = new JsonObject
        {
            ["alg"] = "PS256",
            ["x5t#S256"] = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)),
        };
        var login = room.Teams.Levers.Address.Login;
        var now = room.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = room.Options.AppId,
            ["sub"] = room.Options.AppId,
            ["aud"] = $"https://{login.Authority}/{room.Options.TenantId}/oauth2/v2.0/token",
            ["nbf"] = now,
            ["exp"] = now + 600,
        };
        change?.Invoke(claims);
        var signed = $"{Encoded(header)}.{Encoded(claims)}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pss
        );
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encoded(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static async Task RefusedAsync(Task<(int Status, JsonObject Body)> call, int status, string code)
    {
        var (answered, body) = await call;
        (answered, body["error"]?["code"]?.GetValue<string>()).ShouldBe((status, code));
    }
}
