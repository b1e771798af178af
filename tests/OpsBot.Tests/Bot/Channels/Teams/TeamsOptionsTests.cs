using Microsoft.Extensions.Configuration;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Settings;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsOptionsTests
{
    private const string Id = "c9e8c047-2a74-40a2-b28a-b162d5f5327c";

    [Fact]
    public void Without_a_section_Teams_is_off() => Read(Reader([]), out var problems).IsOn.ShouldBeFalse(problems);

    [Fact]
    public void Whoever_sets_it_up_wants_it_on() => Read(Reader(Right()), out _).IsOn.ShouldBeTrue();

    [Fact]
    public void It_can_be_set_up_and_off()
    {
        var reader = Reader([("Mode", "Off"), ("AppId", "not looked at")]);
        Read(reader, out _).IsOn.ShouldBeFalse();
        reader.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AppId", "", "is missing.")]
    [InlineData("AppId", "opsbot", "'opsbot' is not a GUID.")]
    [InlineData("TenantId", "shop.onmicrosoft.com", "'shop.onmicrosoft.com' is not a GUID.")]
    [InlineData("ClientSecret", "", "is missing")]
    [InlineData("ClientSecret", Id, "is a secret's id; its value is wanted")]
    [InlineData("Mode", "9", "'9' is not known: Off, On or WithoutTokens would be right.")]
    [InlineData("LoginUrl", "http://login.example.com/", "'http://login.example.com/' must be an https address")]
    [InlineData(
        "LoginUrl",
        "https://login.example.com/here",
        "'https://login.example.com/here' must end with a slash."
    )]
    [InlineData("OpenIdMetadataUrl", "http://keys.example.com/", "'http://keys.example.com/' must be an https address")]
    [InlineData(
        "ServiceHosts:0",
        "https://smba.trafficmanager.net/",
        "'https://smba.trafficmanager.net/' is not a host"
    )]
    [InlineData("Channel", "ops-desk", "'ops-desk' is not a channel's id")]
    [InlineData("TokenScope", "https://api.botframework.com", "'https://api.botframework.com' does not end")]
    [InlineData("TokenIssuer", "", "is empty: anybody's token would do.")]
    [InlineData("Mode", "WithoutTokens", "must be 127.0.0.1 or localhost and no other", "ServiceHosts")]
    public void What_is_wrong_is_said_with_what_would_be_right(
        string name,
        string value,
        string says,
        string? about = null
    )
    {
        var reader = Reader([.. Right(), (name, value)]);
        Read(reader, out _);
        var problem = reader.Problems.ShouldHaveSingleItem();
        problem.Key.ShouldBe($"Channels:Teams:{about ?? name.Split(':')[0]}");
        problem.Says.ShouldStartWith(says);
        problem.Says.ShouldNotContain("right~secret");
    }

    [Fact]
    public void Without_tokens_only_this_machine_is_spoken_to()
    {
        var local = Reader([
            .. Right(),
            ("Mode", "WithoutTokens"),
            ("ServiceHosts:0", "127.0.0.1"),
            ("ClientSecret", ""),
        ]);
        Read(local, out _).IsWithoutTokens.ShouldBeTrue();
        local.Problems.ShouldBeEmpty();

        var mixed = Reader([
            .. Right(),
            ("Mode", "WithoutTokens"),
            ("ServiceHosts:0", "127.0.0.1"),
            ("ServiceHosts:1", "smba.trafficmanager.net"),
        ]);
        Read(mixed, out _);
        mixed.Problems.ShouldHaveSingleItem().Says.ShouldContain("Mode is WithoutTokens");
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/b28fdbfd/", true)]
    [InlineData("https://SMBA.TrafficManager.net/teams", true)]
    [InlineData("https://emea.smba.trafficmanager.net/", true)]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc", true)]
    [InlineData("https://canary.botapi.skype.com/", true)]
    [InlineData("http://smba.trafficmanager.net/teams/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/teams/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/", false)]
    [InlineData("https://evilsmba.trafficmanager.net/", false)]
    [InlineData("https://trafficmanager.net/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/", false)]
    [InlineData("https://me@smba.trafficmanager.net/", false)]
    [InlineData("https://smba.trafficmanager.net/?to=evil", false)]
    [InlineData("https://evil.example/#smba.trafficmanager.net", false)]
    [InlineData("http://127.0.0.1:4400/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("http://169.254.169.254/", false)]
    [InlineData("ftp://smba.trafficmanager.net/", false)]
    [InlineData("teams", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_token_travels_to_Microsofts_hosts_alone(string? address, bool allowed) =>
        new TeamsHosts(new TeamsOptions()).Allows(address).ShouldBe(allowed);

    [Theory]
    [InlineData("http://127.0.0.1:4400/teams/", true)]
    [InlineData("http://localhost:4400/", false)]
    [InlineData("https://smba.trafficmanager.net/teams/", false)]
    public void Named_hosts_take_the_place_of_Microsofts(string address, bool allowed) =>
        new TeamsHosts(new TeamsOptions { ServiceHosts = ["127.0.0.1"] }).Allows(address).ShouldBe(allowed);

    private static (string Name, string Value)[] Right() =>
        [("AppId", Id), ("TenantId", "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f"), ("ClientSecret", "right~secret")];

    private static SettingsReader Reader((string Name, string Value)[] values)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (name, value) in values)
            settings[$"Channels:Teams:{name}"] = value;
        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    private static TeamsOptions Read(SettingsReader reader, out string problems)
    {
        var options = reader.Read<TeamsOptions>(TeamsOptions.Section);
        problems = string.Join('\n', reader.Problems);
        return options;
    }
}
