using System.Text.Json;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Cards in a Slack that is as strict as the real one.</summary>
public sealed class SlackChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decided_card_replaces_the_open_one_and_has_no_buttons_left()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var posted = await desk.PostAsync(Asked.Open);
        posted.Offers("approve").ShouldBeTrue();
        var decided = CardFace.Of(
            Asked.Subject(Asked.Approved, Stage.Acting, Outcome.None, EffectState.Confirmed, EffectState.Intended),
            desk.Clock.GetUtcNow()
        );
        (await desk.Channel.UpdateAsync($"{Asked.Channel}:{posted.Ts}", decided, Stop)).ShouldBeTrue();
        var shown = desk.Slack.Messages(Asked.Channel).ShouldHaveSingleItem();
        shown.Offers("approve").ShouldBeFalse();
        shown.Text.ShouldContain("<@U0OPS> approved it");
        shown.IsEdited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_card_is_found_by_its_question_and_no_other_message_is_taken_for_it()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), desk.Clock.GetUtcNow());
        desk.Slack.Say("U0OPS", Asked.Channel, $"about {Asked.Id}");
        (await desk.Channel.FindAsync(Asked.Channel, card, Stop)).ShouldBeNull();
        var posted = await desk.PostAsync(Asked.Open);
        (await desk.Channel.FindAsync(Asked.Channel, card, Stop)).ShouldBe($"{Asked.Channel}:{posted.Ts}");
        var other = card with { Key = new EscalationId("another") };
        (await desk.Channel.FindAsync(Asked.Channel, other, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_that_is_gone_is_said_to_be_gone()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), desk.Clock.GetUtcNow());
        (await desk.Channel.UpdateAsync($"{Asked.Channel}:1.000001", card, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_channel_the_bot_was_not_invited_to_needs_mending_and_says_how()
    {
        await using var desk = await SlackDesk.OpenAsync(options =>
        {
            options.Channels.Clear();
            options.Channels.Add(new SlackChannel(Asked.Channel, "ops-desk") { HasBot = false });
        });
        var failure = await Should.ThrowAsync<OutsideException>(() => desk.PostAsync(Asked.Open));
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Message.ShouldContain("invite the bot to the channel");
    }

    [Fact]
    public async Task A_notice_names_its_author_and_keeps_their_words_inert()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var line = new Line("returns paused", "slack:U0LEAD", " for 2 h: <!channel> *now* :fire:");
        await desk.Channel.NoticeAsync(Asked.Channel, line, Stop);
        var said = desk.Slack.Messages(Asked.Channel).ShouldHaveSingleItem();
        said.Text.ShouldBe("returns paused by <@U0LEAD> for 2 h: &lt;!channel&gt; *\u200Bnow*\u200B :\u200Bfire:");
        JsonSerializer.Serialize(said.Blocks).ShouldContain("user_id");
    }

    [Fact]
    public async Task A_saying_stands_in_the_thread_of_its_card_and_is_found_there_by_its_last_line()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var handle = $"{Asked.Channel}:{card.Ts}";
        var saying = new ThreadSaying(
            Asked.Id,
            41,
            [new Line("Answered: approve, because: <!channel> *now*", "slack:U0OPS") { At = Asked.At }]
        );
        (await desk.Channel.IsInThreadAsync(handle, saying, Stop)).ShouldBeFalse();
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        (await desk.Channel.SayInThreadAsync(handle, saying, Stop)).ShouldBeTrue();
        (await desk.Channel.IsInThreadAsync(handle, saying, Stop)).ShouldBeTrue();
        (await desk.Channel.IsInThreadAsync(handle, saying with { Last = 42 }, Stop)).ShouldBeFalse();
        var other = saying with { Card = new EscalationId("another") };
        (await desk.Channel.IsInThreadAsync(handle, other, Stop)).ShouldBeFalse();
        var said = desk.Slack.Messages(Asked.Channel).Single(message => message.IsReply);
        said.ThreadTs.ShouldBe(card.Ts);
        said.Text.ShouldStartWith("<!date^");
        said.Text.ShouldEndWith("because: &lt;!channel&gt; *\u200Bnow*\u200B by <@U0OPS>");
    }

    [Fact]
    public async Task Nothing_is_said_under_a_card_that_is_gone()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var saying = new ThreadSaying(Asked.Id, 41, [new Line("Answered: approve")]);
        (await desk.Channel.SayInThreadAsync($"{Asked.Channel}:1.000001", saying, Stop)).ShouldBeFalse();
        (await desk.Channel.IsInThreadAsync($"{Asked.Channel}:1.000001", saying, Stop)).ShouldBeFalse();
    }
}
