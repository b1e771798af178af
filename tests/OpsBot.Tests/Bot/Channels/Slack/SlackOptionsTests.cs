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
    [InlineData("Mode", "7", "is not known: Http or Socket would be right.")]
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
        var values = new Dictionary<string, string?>
        {
            ["Channels:Slack:BotToken"] = "xoxb-right",
            ["Channels:Slack:SigningSecret"] = "right",
            ["Channels:Slack:Channel"] = "C0OPS",
        };
        foreach (var (name, value) in changes)
            values[$"Channels:Slack:{name}"] = value;
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        reader.Read<SlackOptions>(SlackOptions.Section);
        return reader.Problems;
    }
}
