namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed class SlackMentionTests
{
    [Theory]
    [InlineData("assign #1042-R1 <@U0LEAD|lead>", "assign #1042-R1 @slack:U0LEAD")]
    [InlineData("ask 7 <@W0LEAD> is it?", "ask 7 @slack:W0LEAD is it?")]
    [InlineData("note 7 &lt;@U0OPS&gt; <!channel> <#C0|room>", "note 7 <@U0OPS> <!channel> <#C0|room>")]
    public async Task People_named_in_a_command_reach_it_as_every_chat_names_them(string typed, string reaches)
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops " + typed, SlackDesk.Stop);
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe(reaches);
    }
}
