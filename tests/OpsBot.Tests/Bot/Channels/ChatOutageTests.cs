using System.Text.Json;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels;

public abstract class ChatOutageTests(TestStore.Kind kind)
{
    private static readonly object Usual = new { colour = "red" };

    [Theory]
    [InlineData(FailureKind.Safe, 15)]
    [InlineData(FailureKind.Uncertain, null)]
    public async Task A_minute_after_a_chat_is_back_all_is_true_and_nothing_lost_or_doubled(
        FailureKind failure,
        int? retryAfter
    )
    {
        await using var scene = await DeskScene.StartAsync(kind);
        for (var number = 0; number < 12; number++)
        {
            await scene.AskAsync($"before {number}");
            await scene.ShowAsync();
            scene.Engine.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        scene.Chat.Posts.ShouldBe(12);
        scene.Chat.Refuses = new OutsideException(failure, "test", "is down")
        {
            RetryAfter = retryAfter is { } wait ? TimeSpan.FromSeconds(wait) : null,
        };
        await LiveThroughAsync(scene);
        scene.Chat.Refuses = null;
        var calls = scene.Chat.Calls.Count;
        await scene.PassAsync(60);

        await BeTrueAsync(scene, 312);
        scene.Chat.Messages.Values.Select(card => card.Key).ShouldBeUnique();
        var sent = scene.Chat.Calls.Skip(calls).Count(call => !call.StartsWith("update", StringComparison.Ordinal));
        sent.ShouldBeLessThanOrEqualTo(20);
        await scene.PassAsync(120);
        for (var number = 0; number < 12; number++)
            (await scene.ThreadOfAsync($"before {number}")).ShouldBe(await scene.StoryAsync($"before {number}"));
    }

    [Fact]
    public async Task A_card_that_is_refused_whatever_one_does_holds_up_no_other_for_long()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("poison");
        var poison = (await scene.Engine.QuestionOfAsync("poison")).Id;
        scene.Chat.RefusesCard = card =>
            card.Key == poison ? new OutsideException(FailureKind.Safe, "test", "internal_error") : null;
        await scene.PassAsync(5);
        await scene.AskAsync("one", "two", "three");
        await scene.PassAsync(40);
        scene.Chat.Messages.Count.ShouldBe(3);
        scene.Chat.RefusesCard = null;
        await scene.PassAsync(31);
        scene.Chat.Messages.Count.ShouldBe(4);
    }

    [Fact]
    public async Task While_a_chat_is_down_it_is_asked_now_and_then_and_not_by_every_card()
    {
        await using var scene = await DeskScene.StartAsync(kind, new CardOptions { GroupAbove = 0 });
        scene.Chat.Refuses = new OutsideException(FailureKind.Safe, "test", "is down");
        await scene.AskAsync(Enumerable.Range(0, 60).Select(number => $"case {number}"));
        await scene.PassAsync(120);
        scene.Chat.Refused.ShouldBeLessThan(20);
    }

    /// <summary>An hour in which runs ask, are answered, fall away and become overdue.</summary>
    private static async Task LiveThroughAsync(DeskScene scene)
    {
        for (var number = 0; number < 300; number++)
        {
            await scene.AskAsync($"case {number}");
            if (number % 3 == 0)
                await scene.AnswerAsync($"case {number / 2}", number % 2 == 0 ? "approve" : "deny", "looked at it");
            if (number % 25 == 0)
                await scene.AnswerAsync($"before {number / 25}");
            if (number > 160 && number % 5 == 4)
                await WithdrawAsync(scene, $"case {number - 1}");
            scene.Engine.Clock.Advance(TimeSpan.FromSeconds(12));
            await scene.Engine.RunDueAsync();
            await scene.ShowAsync();
        }
    }

    private static async Task WithdrawAsync(DeskScene scene, string subject)
    {
        var asks = scene.Engine.Scripted.Decides;
        scene.Engine.Scripted.Decides = _ => new Decision.Drop("gone-rule", "It was declined in the shop.");
        scene.Engine.Scripted.Facts = new { colour = "blue" };
        await scene.Engine.CatchAsync(subject, starts: false);
        await scene.Engine.RunDueAsync();
        (scene.Engine.Scripted.Decides, scene.Engine.Scripted.Facts) = (asks, Usual);
    }

    /// <summary>Every question is on its own card or counted by its group's, and each shows what is stored.</summary>
    private static async Task BeTrueAsync(DeskScene scene, int questions)
    {
        var seen = new HashSet<EscalationId>();
        foreach (var card in scene.Chat.Messages.Values)
        {
            Card stored;
            if (await scene.Engine.Cards.ReadGroupAsync(card.Key, DeskScene.Stop) is { } group)
            {
                seen.UnionWith(group.Members.Select(member => member.Escalation.Id));
                stored = GroupFace.Of(group, scene.Now);
            }
            else
            {
                seen.Add(card.Key);
                var subject = await scene.Engine.Cards.ReadCardAsync(card.Key, DeskScene.Stop);
                stored = CardFace.Of(subject.ShouldNotBeNull(), scene.Now);
            }

            JsonSerializer
                .Serialize(card with { Version = 0 })
                .ShouldBe(JsonSerializer.Serialize(stored with { Version = 0 }));
        }

        seen.Count.ShouldBe(questions);
    }
}
