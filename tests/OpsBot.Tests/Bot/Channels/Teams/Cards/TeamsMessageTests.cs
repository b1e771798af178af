using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsMessageTests
{
    private static CancellationToken Stop => TeamsScene.Stop;

    [Fact]
    public async Task A_command_is_taken_without_the_mention_and_answered_with_a_card_in_its_thread()
    {
        await using var scene = await TeamsScene.PostedAsync();
        await scene.Teams.MentionAsync(TeamsScene.Agent, scene.Posted.Conversation, "/status  &nbsp; returns", Stop);
        scene.Commands.Said.Single().Text.ShouldBe("status returns");
        scene.Commands.Said.Single().Person.Id.ShouldBe(TeamsScene.AgentId);
        var answer = scene.Teams.In(scene.Channel)[^1];
        answer.Conversation.ShouldBe(scene.Posted.Conversation);
        TeamsJson.Write(answer.Card!).ShouldContain("running *bold*");
        answer.Text.ShouldBeNull();
    }

    [Fact]
    public async Task Mentions_count_by_who_is_named_and_never_by_what_is_typed()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var message = Message(scene, "<at>OpsBot</at> assign #1042-R1 <at>Ops agent</at>");
        message["entities"]!.AsArray().Add(Mention("<at>Ops agent</at>", TeamsScene.Agent));
        await scene.Teams.SendAsync(message, Stop);
        scene.Commands.Said[^1].Text.ShouldBe($"assign #1042-R1 @{TeamsScene.AgentId}");
        await scene.Teams.SendAsync(Message(scene, "<at>OpsBot</at> assign #1042-R1 <at>Ops lead</at>"), Stop);
        scene.Commands.Said[^1].Text.ShouldBe("assign #1042-R1 <at>Ops lead</at>");
    }

    [Fact]
    public async Task Below_a_card_what_is_no_command_answers_what_is_asked_there()
    {
        await using var scene = await TeamsScene.PostedAsync();
        await scene.ClickAsync(TeamsScene.Lead, "ask", new JsonObject { ["words.ask"] = "Is it back?" });
        await scene.Teams.MentionAsync(TeamsScene.Agent, scene.Posted.Conversation, "status returns", Stop);
        scene.Cases.Inquiries.Single().IsOpen.ShouldBeTrue();
        await scene.Teams.MentionAsync(TeamsScene.Agent, scene.Posted.Conversation, "it came & it is fine", Stop);
        scene.Cases.Inquiries.Single().Answer.ShouldBe("it came & it is fine");
        scene.Commands.Said.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("status", TeamsScene.Agent)]
    [InlineData("here returns", TeamsScene.Agent)]
    public async Task What_only_one_person_sees_is_answered_to_them_alone_in_its_place(string typed, string user)
    {
        await using var scene = await TeamsScene.PostedAsync();
        await scene.Teams.WhisperAsync(user, scene.Posted.Conversation, typed, Stop);
        var answer = scene.Teams.In(scene.Channel)[^1];
        answer.OnlyFor.ShouldBe(user);
        answer.Conversation.ShouldBe(scene.Posted.Conversation);
        answer.Activity["recipient"]!["isTargeted"]!.GetValue<bool>().ShouldBeTrue();
        scene.Teams.In(scene.Teams.User(user).Chat).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Where_that_is_not_to_be_had_it_is_answered_in_the_chat_with_them(int status)
    {
        await using var scene = await TeamsScene.PostedAsync();
        var before = scene.Teams.In(scene.Channel).Count;
        // Who somebody is, is read once before.
        await scene.Teams.WriteAsync(TeamsScene.Agent, "status", Stop);
        scene.Teams.Levers.Troubles.Order(status);
        var message = Message(scene, "/status");
        message["recipient"]!["isTargeted"] = true;
        await scene.Teams.SendAsync(message, Stop);
        scene.Commands.Said.Count.ShouldBe(2);
        scene.Teams.In(scene.Channel).Count.ShouldBe(before);
        scene.Teams.In(scene.Teams.User(TeamsScene.Agent).Chat).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_chat_that_is_gone_is_begun_again_for_an_answer_to_one_alone()
    {
        await using var scene = await TeamsScene.PostedAsync();
        scene.Commands.Reply = Alone;
        await scene.Teams.WriteAsync(TeamsScene.Agent, "status", Stop);
        scene.Teams.Levers.Troubles.Order(404);
        await scene.Teams.MentionAsync(TeamsScene.Agent, scene.Posted.Conversation, "status", Stop);
        scene.Teams.In(scene.Teams.User(TeamsScene.Agent).Chat).Count.ShouldBe(3);
        scene.Teams.In(scene.Channel)[^1].From.ShouldBe(TeamsScene.Agent);
    }

    [Fact]
    public async Task Who_cannot_be_written_to_alone_hears_that_and_nothing_more()
    {
        await using var scene = await TeamsScene.PostedAsync();
        scene.Commands.Reply = Alone;
        await scene.Teams.MentionAsync(TeamsDesk.Anonymous, scene.Posted.Conversation, "status", Stop);
        var said = scene.Teams.In(scene.Channel)[^1].Card.ShouldNotBeNull().ToJsonString();
        said.ShouldContain("I could not write to you alone");
        said.ShouldNotContain("for one alone");
    }

    private static Task<CommandReply> Alone() =>
        Task.FromResult(new CommandReply("Status", [new Line("for one alone")]) { IsPrivate = true });

    [Fact]
    public async Task A_form_that_comes_as_a_message_without_text_is_nothing_to_say()
    {
        await using var scene = await TeamsScene.PostedAsync();
        var message = Message(scene, "");
        message["text"] = null;
        message["value"] = new JsonObject { ["choice"] = "approve" };
        (await scene.Teams.SendAsync(message, Stop)).Status.ShouldBe(200);
        scene.Commands.Said.ShouldBeEmpty();
        scene.Questions[Asked.Id].IsOpen.ShouldBeTrue();
    }

    private static JsonObject Message(TeamsScene scene, string text)
    {
        var message = scene.Teams.Activity("message", TeamsScene.Agent, scene.Posted.Conversation);
        message["text"] = text;
        message["entities"] = new JsonArray(
            Mention("<at>OpsBot</at>", message["recipient"]!["id"]!.GetValue<string>())
        );
        return message;
    }

    private static JsonObject Mention(string text, string id) =>
        new()
        {
            ["type"] = "mention",
            ["text"] = text,
            ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = text },
        };
}
