using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Http;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsInboundTests
{
    [Fact]
    public async Task A_click_that_is_sent_again_is_taken_once_and_answered_the_same()
    {
        await using var desk = await ClickableAsync();
        var click = await ClickAsync(desk);
        var times = 0;
        desk.Heard.Answer = (_, _) => Task.FromResult(TeamsReply.Tell($"taken {++times}"));

        var first = await desk.Teams.SendAsync(click, TeamsDesk.Stop);
        var again = await desk.Teams.SendAsync(click, TeamsDesk.Stop);
        first.Body.ShouldContain("taken 1");
        again.ShouldBe(first);

        // Ten minutes later it may come again; what was answered is known that long.
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        (await desk.Teams.SendAsync(click, TeamsDesk.Stop)).ShouldBe(first);
        times.ShouldBe(1);
    }

    [Fact]
    public async Task Two_that_come_at_once_are_one()
    {
        await using var desk = await ClickableAsync();
        var click = await ClickAsync(desk);
        var times = 0;
        var done = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        desk.Heard.Answer = async (_, _) =>
        {
            begun.TrySetResult();
            await done.Task;
            return TeamsReply.Tell($"taken {Interlocked.Increment(ref times)}");
        };
        var first = desk.Teams.SendAsync(click, TeamsDesk.Stop);
        await begun.Task;
        var second = desk.Teams.SendAsync(click, TeamsDesk.Stop);
        done.SetResult();
        (await second).ShouldBe(await first);
        times.ShouldBe(1);
    }

    [Fact]
    public async Task What_takes_long_is_answered_within_three_seconds_and_finished_all_the_same()
    {
        await using var desk = await ClickableAsync();
        var click = await ClickAsync(desk);
        var done = new TaskCompletionSource<TeamsReply>();
        var begun = new TaskCompletionSource();
        desk.Heard.Answer = (_, _) =>
        {
            begun.SetResult();
            return done.Task;
        };
        var sent = desk.Teams.SendAsync(click, TeamsDesk.Stop);
        await begun.Task;
        var answer = await desk.PassAsync(sent);
        answer.Status.ShouldBe(200);
        answer.Json!["type"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.activity.message");
        answer.Json!["value"]!.GetValue<string>().ShouldStartWith("It is being worked on");

        done.SetResult(TeamsReply.Tell("approved"));
        var again = await desk.Teams.SendAsync(click, TeamsDesk.Stop);
        again.Json!["value"]!.GetValue<string>().ShouldBe("approved");
    }

    [Fact]
    public async Task A_form_that_takes_long_is_answered_as_forms_are()
    {
        await using var desk = await ClickableAsync();
        var form = await ClickAsync(desk);
        form["name"] = "task/submit";
        var done = new TaskCompletionSource<TeamsReply>();
        var begun = new TaskCompletionSource();
        desk.Heard.Answer = (_, _) =>
        {
            begun.SetResult();
            return done.Task;
        };
        var sent = desk.Teams.SendAsync(form, TeamsDesk.Stop);
        await begun.Task;
        var answer = await desk.PassAsync(sent);
        answer.Json!["task"]!["type"]!.GetValue<string>().ShouldBe("message");
        done.SetResult(TeamsReply.Nothing);
    }

    [Fact]
    public async Task A_failure_is_told_to_the_person_and_not_tried_again_by_a_repeat()
    {
        await using var desk = await ClickableAsync();
        var click = await ClickAsync(desk);
        var times = 0;
        desk.Heard.Answer = (_, _) =>
        {
            times++;
            throw Resting.Barred("shopify", "is closed");
        };
        var answer = await desk.Teams.SendAsync(click, TeamsDesk.Stop);
        answer.Json!["value"]!.GetValue<string>().ShouldBe("That did not work, please try again. shopify: is closed");
        (await desk.Teams.SendAsync(click, TeamsDesk.Stop)).ShouldBe(answer);
        times.ShouldBe(1);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_answered_without_its_words()
    {
        await using var desk = await ClickableAsync();
        desk.Heard.Answer = (_, _) => throw new InvalidOperationException("inner workings");
        var answer = await desk.Teams.SendAsync(await ClickAsync(desk), TeamsDesk.Stop);
        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain("That did not work");
        answer.Body.ShouldNotContain("inner workings");
    }

    [Fact]
    public async Task A_repeat_whose_first_answer_is_not_known_is_not_taken_again()
    {
        await using var desk = await ClickableAsync();
        var click = await ClickAsync(desk);
        (await desk.Teams.SendAsync(click, TeamsDesk.Stop)).Status.ShouldBe(200);
        foreach (var (chat, key) in desk.Memory.Kept.Keys.Where(it => it.Chat == TeamsSeen.Answers).ToList())
            await desk.Memory.ForgetAsync(chat, key, TeamsDesk.Stop);
        var heard = desk.Heard.Heard.Count;
        (await desk.Teams.SendAsync(click, TeamsDesk.Stop)).Body.ShouldContain("This arrived before");
        desk.Heard.Heard.Count.ShouldBe(heard);
    }

    [Fact]
    public async Task Answers_are_forgotten_after_a_quarter_of_an_hour()
    {
        await using var desk = await ClickableAsync();
        (await desk.Teams.SendAsync(await ClickAsync(desk), TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Clock.Advance(TimeSpan.FromMinutes(16));
        (await desk.Teams.SendAsync(await ClickAsync(desk), TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Memory.Kept.Keys.Count(it => it.Chat == TeamsSeen.Answers).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_is_taken_once()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var message = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        message["text"] = "pause returns";
        for (var time = 0; time < 3; time++)
            (await desk.Teams.SendAsync(message, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Heard.Heard.ShouldHaveSingleItem().Text.ShouldBe("pause returns");

        // The same id in another conversation is another message.
        message["conversation"]!["id"] = "a:chat";
        (await desk.Teams.SendAsync(message, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Heard.Heard.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_taken_and_may_be_sent_again()
    {
        await using var desk = await TeamsDesk.OpenAsync();
        var message = desk.Teams.Activity("message", TeamsDesk.Lead, desk.Pretend.ChannelId);
        desk.Events.IsDown = true;
        (await desk.Teams.SendAsync(message, TeamsDesk.Stop)).Status.ShouldBe(503);
        desk.Events.IsDown = false;
        desk.Memory.IsDown = true;
        (await desk.Teams.SendAsync(message, TeamsDesk.Stop)).Status.ShouldBe(503);
        desk.Heard.Heard.ShouldBeEmpty();
        desk.Memory.IsDown = false;
        (await desk.Teams.SendAsync(message, TeamsDesk.Stop)).Status.ShouldBe(200);
        desk.Heard.Heard.Count.ShouldBe(1);
    }

    private static async Task<TeamsDesk> ClickableAsync()
    {
        var desk = await TeamsDesk.OpenInstalledAsync();
        desk.Heard.Answer = (_, _) => Task.FromResult(TeamsReply.Tell("taken"));
        return desk;
    }

    private static async Task<JsonObject> ClickAsync(TeamsDesk desk)
    {
        var (_, card) = await desk.ThreadAsync();
        return desk.Teams.Click(TeamsDesk.Lead, card, "approve", new JsonObject { ["esc"] = "E1" });
    }
}
