using System.Text.Json;
using System.Text.RegularExpressions;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed partial class ManifestTests
{
    private const string Http = "manifest.json";
    private const string Socket = "manifest.socket.json";

    [Theory]
    [InlineData(Http)]
    [InlineData(Socket)]
    public void The_manifest_is_one_that_Slack_takes(string file) => Schema().Check(Manifest(file)).ShouldBeEmpty();

    [Fact]
    public void The_schema_refuses_what_Slack_refuses()
    {
        var sample = Shared.Find("fixtures/slack/manifest/samples/v1.manifest.invalid.json");
        Schema().Check(Read(sample)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(Http)]
    [InlineData(Socket)]
    public void It_asks_for_exactly_the_scopes_that_calls_and_events_need(string file) =>
        Texts(Manifest(file).GetProperty("oauth_config").GetProperty("scopes").GetProperty("bot"))
            .ShouldBe(SlackScopes.All);

    [Theory]
    [InlineData(Http)]
    [InlineData(Socket)]
    public void It_asks_for_exactly_the_events_whose_scopes_are_known(string file) =>
        Texts(Manifest(file).GetProperty("settings").GetProperty("event_subscriptions").GetProperty("bot_events"))
            .ShouldBe(SlackScopes.ByEvent.Keys.Order());

    [Fact]
    public void Every_method_that_is_called_is_one_whose_scopes_are_known() =>
        Directory
            .EnumerateFiles(Repo.PathTo("bot/Channels/Slack"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "SlackScopes.cs")
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Distinct()
            .Order()
            .ShouldBe(SlackScopes.ByMethod.Keys.Order());

    [Fact]
    public void Over_HTTP_it_leads_to_the_doors_that_are_mapped()
    {
        var text = Manifest(Http).GetRawText();
        foreach (var door in new[] { "interactivity", "commands", "events" })
            text.ShouldContain($"https://opsbot.example.com/slack/{door}\"");
    }

    [Fact]
    public void Through_a_socket_it_names_no_address_and_is_otherwise_the_same()
    {
        var (http, socket) = (Manifest(Http), Manifest(Socket));
        Addresses(socket).ShouldBeEmpty();
        Addresses(http).Count().ShouldBe(3);
        socket.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean().ShouldBeTrue();
        http.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean().ShouldBeFalse();
        Plain(socket).ShouldBe(Plain(http));
    }

    [Fact]
    public void It_offers_a_home_a_command_whose_mentions_are_ids_and_a_shortcut()
    {
        var features = Manifest(Http).GetProperty("features");
        features.GetProperty("app_home").GetProperty("home_tab_enabled").GetBoolean().ShouldBeTrue();
        features.GetProperty("slash_commands")[0].GetProperty("should_escape").GetBoolean().ShouldBeTrue();
        var shortcut = features.GetProperty("shortcuts")[0];
        shortcut.Text("callback_id").ShouldBe("opsbot_find_run");
        shortcut.Text("type").ShouldBe("message");
    }

    /// <summary>Without addresses, and without what says how Slack reaches the bot.</summary>
    private static string Plain(JsonElement manifest) =>
        string.Join(
            '\n',
            manifest
                .GetRawText()
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(line =>
                    !line.Contains("https://", StringComparison.Ordinal)
                    && !line.Contains("socket_mode_enabled", StringComparison.Ordinal)
                )
                .Select(line => line.TrimEnd(','))
        );

    private static IEnumerable<string> Addresses(JsonElement manifest) =>
        Address().Matches(manifest.GetRawText()).Select(match => match.Value);

    private static IEnumerable<string?> Texts(JsonElement array) =>
        array.EnumerateArray().Select(item => item.GetString());

    private static JsonElement Manifest(string file) => Read(Repo.PathTo("manifest/slack", file));

    private static JsonSchema Schema() =>
        new(Read(Shared.Find("fixtures/slack/manifest/schemas/manifest.schema.1.0.0.json")));

    private static JsonElement Read(string path) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path));

    [GeneratedRegex("https?://[^\"]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(
        "\"(?<name>(apps|auth|bots|chat|conversations|files|usergroups|users|views)\\.[A-Za-z.]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Method();
}
