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
    [InlineData("Mode", "Socket", "Socket is not supported; Http would be right.")]
    [InlineData("TeamId", "shop", "'shop' is not a workspace's id")]
    [InlineData("BaseUrl", "http://slack.example/api/", "must be an https address")]
    public void What_is_wrong_is_said_with_what_would_be_right(string name, string value, string says)
    {
        var problem = Problems((name, value)).ShouldHaveSingleItem();
        problem.Key.ShouldBe($"Channels:Slack:{name}");
        problem.Says.ShouldStartWith(says);
        problem.Says.ShouldNotContain("xoxb-right");
    }

    [Fact]
    public void All_that_is_right_is_taken() => Problems(("BaseUrl", "http://127.0.0.1:4400/api/")).ShouldBeEmpty();

    private static IReadOnlyList<SettingProblem> Problems((string Name, string Value) change)
    {
        var values = new Dictionary<string, string?>
        {
            ["Channels:Slack:BotToken"] = "xoxb-right",
            ["Channels:Slack:SigningSecret"] = "right",
            ["Channels:Slack:Channel"] = "C0OPS",
            [$"Channels:Slack:{change.Name}"] = change.Value,
        };
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        reader.Read<SlackOptions>(SlackOptions.Section);
        return reader.Problems;
    }
}
