using System.Text.Json;
using System.Text.RegularExpressions;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed partial class ManifestTests
{
    private static readonly JsonElement Manifest = Read(Repo.PathTo("manifest/slack/manifest.json"));

    [Fact]
    public void The_manifest_is_one_that_Slack_takes() => Schema().Check(Manifest).ShouldBeEmpty();

    [Fact]
    public void The_schema_refuses_what_Slack_refuses()
    {
        var sample = Shared.Find("fixtures/slack/manifest/samples/v1.manifest.invalid.json");
        Schema().Check(Read(sample)).ShouldNotBeEmpty();
    }

    [Fact]
    public void It_asks_for_exactly_the_scopes_that_the_calls_need() =>
        Manifest
            .GetProperty("oauth_config")
            .GetProperty("scopes")
            .GetProperty("bot")
            .EnumerateArray()
            .Select(scope => scope.GetString())
            .ShouldBe(SlackScopes.All);

    [Fact]
    public void Every_method_that_is_called_is_one_whose_scopes_are_known()
    {
        var files = Directory.GetFiles(Repo.PathTo("bot/Channels/Slack"), "SlackClient*.cs");
        var source = string.Concat(files.Select(File.ReadAllText));
        Method()
            .Matches(source)
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .Order()
            .ShouldBe(SlackScopes.ByMethod.Keys.Order());
    }

    [Fact]
    public void It_leads_to_the_doors_that_are_mapped()
    {
        var text = Manifest.GetRawText();
        text.ShouldContain("/slack/interactivity\"");
        text.ShouldContain("/slack/commands\"");
        Manifest
            .GetProperty("features")
            .GetProperty("slash_commands")[0]
            .GetProperty("should_escape")
            .GetBoolean()
            .ShouldBeTrue();
    }

    private static JsonSchema Schema() =>
        new(Read(Shared.Find("fixtures/slack/manifest/schemas/manifest.schema.1.0.0.json")));

    private static JsonElement Read(string path) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path));

    [GeneratedRegex(
        "\"(?<name>(auth|chat|conversations|usergroups|users|views)\\.[A-Za-z.]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Method();
}
