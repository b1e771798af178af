using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Doctor;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsTokensTests : IDisposable
{
    private const string IdentityHeader = "only this machine knows it";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opsbot-");
    private readonly X509Certificate2 certificate = Make(TimeProvider.System.GetUtcNow().AddDays(20));

    public void Dispose()
    {
        certificate.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    [InlineData("locked.pem")]
    public async Task A_certificate_stands_in_for_the_secret(string kind)
    {
        await using var desk = await OpenAsync(certificate, kind);
        await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop);
        (await desk.ThreadAsync()).Seen.Text.ShouldBe("a card");
    }

    [Fact]
    public async Task Another_certificate_gets_no_token_and_the_words_say_why()
    {
        using var registered = Make(TimeProvider.System.GetUtcNow().AddDays(20));
        await using var desk = await OpenAsync(registered, "pfx");
        await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop);
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            desk.Get<TeamsTokens>().TokenAsync(true, TeamsDesk.Stop)
        );
        failure.Message.ShouldContain("the certificate is not the one in the app registration");
    }

    [Fact]
    public async Task The_doctor_says_when_a_certificate_ends()
    {
        await using var desk = await OpenAsync(certificate, "pfx");
        var findings = await Check<TeamsTokenCheck>(desk).LookAsync(TeamsDesk.Stop);
        findings[0]
            .ShouldSatisfyAllConditions(
                it => it.Grade.ShouldBe(Grade.Ok),
                it => it.Says.ShouldContain("the certificate")
            );
        findings[1]
            .ShouldSatisfyAllConditions(
                it => it.Grade.ShouldBe(Grade.Warn),
                it => it.Says.ShouldBe($"ends on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}")
            );
    }

    [Theory]
    [InlineData("AADSTS90033")]
    [InlineData("AADSTS50196")]
    public async Task A_login_that_is_busy_is_no_login_that_refuses(string number)
    {
        await using var desk = await TeamsDesk.OpenAsync();
        desk.Teams.Levers.Login.Refusal = number;
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            desk.Get<TeamsTokens>().TokenAsync(anew: true, TeamsDesk.Stop)
        );
        failure.Kind.ShouldBe(FailureKind.Safe);
        failure.Message.ShouldContain(number);
        desk.Get<TeamsStanding>().Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task A_doctor_who_gets_no_new_token_takes_nobody_the_one_that_is_kept()
    {
        await using var desk = await TeamsDesk.OpenInstalledAsync();
        await desk.ThreadAsync();
        desk.Pretend.ClientSecret = "another secret";
        var finding = (await Check<TeamsTokenCheck>(desk).LookAsync(TeamsDesk.Stop)).ShouldHaveSingleItem();
        finding.Grade.ShouldBe(Grade.Wrong);
        desk.Get<TeamsStanding>().Trouble.ShouldBeNull();
        (await desk.ThreadAsync("as before")).Seen.Text.ShouldBe("as before");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_machine_whose_giver_of_tokens_is_being_renewed_is_asked_again(int status)
    {
        await using var machine = await MachineAsync(_ => Task.FromResult(Results.StatusCode(status)));
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", machine.Urls.First() + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", IdentityHeader);
        try
        {
            await using var desk = await TeamsDesk.OpenAsync(settings: settings =>
            {
                settings.Remove("Channels:Teams:ClientSecret");
                settings["Channels:Teams:ManagedIdentity"] = settings["Channels:Teams:AppId"];
            });
            var failure = await Should.ThrowAsync<OutsideException>(() =>
                desk.Get<TeamsTokens>().TokenAsync(anew: true, TeamsDesk.Stop)
            );
            failure.Kind.ShouldBe(FailureKind.Safe);
            desk.Get<TeamsStanding>().Trouble.ShouldBeNull();
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task A_managed_identity_gets_its_tokens_from_the_machine_itself()
    {
        string? asked = null;
        TeamsDesk? desk = null;
        await using var machine = await MachineAsync(async request =>
        {
            if (request.Headers["X-IDENTITY-HEADER"] != IdentityHeader)
                return Results.StatusCode(401);
            asked = request.QueryString.Value;
            return Results.Json(
                new
                {
                    access_token = await LoginAsync(desk!),
                    expires_on = "1795600000",
                    resource = "https://api.botframework.com",
                    token_type = "Bearer",
                }
            );
        });
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", machine.Urls.First() + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", IdentityHeader);
        try
        {
            await using var opened = desk = await TeamsDesk.OpenAsync(settings: settings =>
            {
                settings.Remove("Channels:Teams:ClientSecret");
                settings["Channels:Teams:ManagedIdentity"] = settings["Channels:Teams:AppId"];
            });
            await desk.Teams.InstallAsync(TeamsDesk.Lead, TeamsDesk.Stop);
            (await desk.ThreadAsync()).Seen.Text.ShouldBe("a card");
            asked.ShouldNotBeNull().ShouldContain("client_id=" + desk.Pretend.AppId);
            Uri.UnescapeDataString(asked!).ShouldContain("resource=https://api.botframework.com");
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public void What_is_wrong_with_a_certificate_is_said()
    {
        var empty = Path.Combine(folder.FullName, "empty.pfx");
        File.WriteAllText(empty, "nothing");
        ProblemOf(empty).ShouldContain("holds no certificate with its private key");
        ProblemOf(Path.Combine(folder.FullName, "gone.pfx")).ShouldContain("there is no such file");
        ProblemOf("-----BEGIN CERTIFICATE-----").ShouldContain("the path of its file is wanted");
        var publicHalf = Path.Combine(folder.FullName, "public.pem");
        File.WriteAllText(publicHalf, certificate.ExportCertificatePem());
        ProblemOf(publicHalf).ShouldContain("with its private key");
    }

    private static string ProblemOf(string path) =>
        TeamsCertificate.Read(new TeamsOptions { Certificate = path }).Problem.ShouldNotBeNull();

    internal static ICheck Check<T>(TeamsDesk desk)
        where T : ICheck => desk.Get<IEnumerable<ICheck>>().OfType<T>().Single();

    private async Task<TeamsDesk> OpenAsync(X509Certificate2 registered, string kind)
    {
        var path = Path.Combine(folder.FullName, "opsbot." + kind);
        const string Password = "a~password";
        using var key = certificate.GetRSAPrivateKey()!;
        switch (kind)
        {
            case "pfx":
                await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, Password));
                break;
            case "pem":
                await File.WriteAllTextAsync(
                    path,
                    certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem()
                );
                break;
            default:
                var lockedBy = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);
                var locked = key.ExportEncryptedPkcs8PrivateKeyPem(Password, lockedBy);
                await File.WriteAllTextAsync(path, certificate.ExportCertificatePem() + "\n" + locked);
                break;
        }

        var desk = await TeamsDesk.OpenAsync(
            options => options.Certificate = registered,
            settings =>
            {
                settings.Remove("Channels:Teams:ClientSecret");
                settings["Channels:Teams:Certificate"] = path;
                settings["Channels:Teams:CertificatePassword"] = kind == "pem" ? "" : Password;
            }
        );
        // The library signs by the machine's clock.
        desk.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return desk;
    }

    private static X509Certificate2 Make(DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=OpsBot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(until.AddYears(-1), until);
    }

    private static async Task<string> LoginAsync(TeamsDesk desk)
    {
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("client_id", desk.Pretend.AppId),
            new("client_secret", desk.Pretend.ClientSecret),
            new("scope", desk.Pretend.Scope),
        ]);
        var address = new Uri(desk.Teams.Levers.Address.Login, desk.Pretend.TenantId + "/oauth2/v2.0/token");
        using var answer = await desk.Http.PostAsync(address, form, TeamsDesk.Stop);
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TeamsDesk.Stop));
        return body.Text("access_token")!;
    }

    private static async Task<WebApplication> MachineAsync(Func<HttpRequest, Task<IResult>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var machine = builder.Build();
        machine.MapGet("/msi/token", answer);
        await machine.StartAsync(TeamsDesk.Stop);
        return machine;
    }
}
