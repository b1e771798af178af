using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>Whether every card in both chats shows what is stored, every question is on one, and none is there twice.</summary>
internal static class TrueCards
{
    /// <returns>How many messages there are in each.</returns>
    internal static async Task<(int Slack, int Teams)> AreTrueAsync(this TwoChatsScene scene, int questions)
    {
        var slack = scene.SlackCards;
        var shown = new List<EscalationId>();
        foreach (var message in slack)
        {
            var card = await DrawnAsync(scene, TwoChatsScene.HandleOf(message), shown);
            card = await scene.Get<ChatNames>().InAsync("slack", card, TwoChatsScene.Stop);
            Same(message.Blocks.GetRawText(), SlackJson.Write(OpsBot.Bot.Channels.Slack.SlackCards.Of(card).Blocks));
        }

        await CoverAsync(scene, shown, questions);
        var teams = scene.TeamsCards;
        var words = await scene.Get<TeamsNames>().WordsAsync(TwoChatsScene.Stop);
        shown.Clear();
        foreach (var message in teams)
        {
            var card = await DrawnAsync(scene, TwoChatsScene.HandleOf(message), shown);
            Same(
                message.Card!.ToJsonString(),
                TeamsJson.Write(OpsBot.Bot.Channels.Teams.Cards.TeamsCards.Of(card, words).Card)
            );
        }

        await CoverAsync(scene, shown, questions);
        return (slack.Count, teams.Count);
    }

    /// <summary>The card as what is stored now says it should be.</summary>
    private static async Task<Card> DrawnAsync(TwoChatsScene scene, string handle, List<EscalationId> shown)
    {
        var store = scene.Get<ICardStore>();
        var now = scene.Clock.GetUtcNow();
        var id = await store.FindByHandleAsync(handle, TwoChatsScene.Stop);
        id.ShouldNotBeNull($"{handle} is a card that nothing is known of: it was posted twice");
        shown.Add(id.Value);
        if (CardGroup.IsId(id.Value))
            return GroupFace.Of((await store.ReadGroupAsync(id.Value, TwoChatsScene.Stop)).ShouldNotBeNull(), now);
        return CardFace.Of((await store.ReadCardAsync(id.Value, TwoChatsScene.Stop)).ShouldNotBeNull(), now);
    }

    private static async Task CoverAsync(TwoChatsScene scene, List<EscalationId> shown, int questions)
    {
        shown.ShouldBeUnique();
        var reached = new HashSet<EscalationId>();
        foreach (var id in shown)
        {
            if (CardGroup.IsId(id))
                reached.UnionWith(
                    (await scene.Get<ICardStore>().ReadGroupAsync(id, TwoChatsScene.Stop))!.Members.Select(member =>
                        member.Escalation.Id
                    )
                );
            else
                reached.Add(id);
        }

        reached.Count.ShouldBe(questions);
    }

    private static void Same(string shown, string wanted)
    {
        var (is_, should) = (Plain(JsonNode.Parse(shown)!), Plain(JsonNode.Parse(wanted)!));
        (is_ == should).ShouldBeTrue($"shown is {is_}\nand should be {should}");
    }

    /// <summary>As text, however it was spelt on its way, and without the names that Slack itself gives to blocks.</summary>
    private static string Plain(JsonNode node)
    {
        foreach (var block in node is JsonArray blocks ? blocks : [])
            if (block!["block_id"]?.GetValue<string>().StartsWith("auto", StringComparison.Ordinal) is true)
                block.AsObject().Remove("block_id");
        return JsonSerializer.Serialize(node);
    }
}
