using Microsoft.Extensions.Configuration;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Settings;

namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed class SlackOptionsTests
{
    [Theory]
    [InlineData("BotToken", "", "is missing.")]
    [InlineData("BotToken", "secret", "does not begin with xoxb-.")]
    [InlineData("SigningSecret", "", "is missing")]
    [InlineData("Channel", "#ops", "'#ops' is not a channel's id")]
    [InlineData("Mode", "7", "'7' is not known: Off, Http or Socket would be right.")]
    [InlineData("Mode", "Socket", "is missing: Mode is Socket.", "AppToken")]
    [InlineData("PublicUrl", "http://opsbot.example.com", "must be an https address")]
    [InlineData("TeamId", "shop", "'shop' is not a workspace's id")]
    [InlineData("BaseUrl", "http://slack.example/api/", "must be an https address")]
    public void What_is_wrong_is_said_with_what_would_be_right(
        string name,
        string value,
        string says,
        string? about = null
    )
    {
        var problem = Problems((name, value)).ShouldHaveSingleItem();
        problem.Key.ShouldBe($"Channels:Slack:{about ?? name}");
        problem.Says.ShouldStartWith(says);
        problem.Says.ShouldNotContain("xoxb-right");
    }

    [Fact]
    public void Without_a_section_Slack_is_off() => Read([], out _).IsOn.ShouldBeFalse();

    [Fact]
    public void What_a_settings_file_leaves_empty_does_not_switch_it_on() =>
        Read([("Channel", ""), ("BotToken", "")], out _).IsOn.ShouldBeFalse();

    [Theory]
    [InlineData("BotToken", "xoxb-right")]
    [InlineData("SigningSecret", "right")]
    [InlineData("Channel", "C0OPS")]
    [InlineData("Mode", "Http")]
    [InlineData("Mode", "Socket")]
    public void Whoever_sets_any_of_it_wants_it_on_and_hears_what_lacks(string name, string value)
    {
        Read([(name, value)], out var problems).IsOn.ShouldBeTrue();
        problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void It_can_be_set_up_and_off()
    {
        Read([("Mode", "Off"), ("BotToken", "not looked at")], out var problems).IsOn.ShouldBeFalse();
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void All_that_is_right_is_taken() => Problems(("BaseUrl", "http://127.0.0.1:4400/api/")).ShouldBeEmpty();

    [Fact]
    public void A_socket_needs_the_apps_own_token_and_no_signing_secret()
    {
        Problems(("Mode", "Socket"), ("AppToken", "xapp-right"), ("SigningSecret", "")).ShouldBeEmpty();
        var problem = Problems(("Mode", "Socket"), ("AppToken", "xoxb-wrong")).ShouldHaveSingleItem();
        (problem.Key, problem.Says).ShouldSatisfyAllConditions(
            it => it.Key.ShouldBe("Channels:Slack:AppToken"),
            it => it.Says.ShouldStartWith("does not begin with xapp-."),
            it => it.Says.ShouldContain("connections:write"),
            it => it.Says.ShouldNotContain("xoxb-wrong")
        );
    }

    private static IReadOnlyList<SettingProblem> Problems(params (string Name, string Value)[] changes)
    {
        Read(
            [("BotToken", "xoxb-right"), ("SigningSecret", "right"), ("Channel", "C0OPS"), .. changes],
            out var problems
        );
        return problems;
    }

    private static SlackOptions Read((string Name, string Value)[] settings, out IReadOnlyList<SettingProblem> problems)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
            values[$"Channels:Slack:{name}"] = value;
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var options = reader.Read<SlackOptions>(SlackOptions.Section);
        problems = reader.Problems;
        return options;
    }
}
