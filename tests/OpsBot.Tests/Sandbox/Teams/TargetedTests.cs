using System.Text.Json.Nodes;

namespace OpsBot.Tests.Sandbox.Teams;

public sealed class TargetedTests
{
    private const string Lead = "29:1lead";

    [Fact]
    public async Task A_message_for_one_person_names_them_and_is_seen_by_nobody_else()
    {
        await using var room = await TeamsRoom.OpenAsync();
        (await SayAsync(room, For(Lead))).Status.ShouldBe(201);
        room.Teams.Messages.Single().OnlyFor.ShouldBe(Lead);
        foreach (var wrong in new[] { For(null), For("29:1nobody") })
            await RefusedAsync(SayAsync(room, wrong), 400, "Bad Argument");
        room.Teams.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task With_one_person_alone_there_is_nobody_to_hide_it_from()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var chat = room.Teams.User(Lead).Chat;
        room.Teams.Levers.Conversations.Install(chat);
        await RefusedAsync(SayAsync(room, For(Lead), chat), 400, "Bad Argument");
    }

    [Fact]
    public async Task It_is_changed_and_taken_back_as_what_it_is_and_without_naming_anybody()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var id = (await SayAsync(room, For(Lead))).Body!["id"]!.GetValue<string>();
        var everybodys = (await room.SayAsync(TeamsRoom.Text("hello"))).Body!["id"]!.GetValue<string>();
        await RefusedAsync(ChangeAsync(room, HttpMethod.Put, id, For(Lead)), 400, "Bad Argument");
        await RefusedAsync(
            ChangeAsync(room, HttpMethod.Put, id, For(null), targeted: false),
            404,
            "ActivityNotFoundInConversation"
        );
        await RefusedAsync(
            ChangeAsync(room, HttpMethod.Put, everybodys, For(null)),
            404,
            "ActivityNotFoundInConversation"
        );
        (await ChangeAsync(room, HttpMethod.Put, id, For(null))).Status.ShouldBe(200);
        (await ChangeAsync(room, HttpMethod.Delete, id)).Status.ShouldBe(200);
        room.Teams.In(room.Options.ChannelId).Select(message => message.Id).ShouldBe([everybodys]);
    }

    [Fact]
    public async Task After_a_day_it_is_gone()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var id = (await SayAsync(room, For(Lead))).Body!["id"]!.GetValue<string>();
        room.Clock.Advance(TimeSpan.FromHours(24));
        room.Teams.In(room.Options.ChannelId).ShouldBeEmpty();
        await RefusedAsync(ChangeAsync(room, HttpMethod.Put, id, For(null)), 404, "ActivityNotFoundInConversation");
    }

    [Fact]
    public async Task An_answer_shows_what_was_asked_as_long_as_that_is_there()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var conversations = room.Teams.Levers.Conversations;
        var asked = conversations.Add(room.Options.ChannelId, Lead, TeamsRoom.Text("status"), onlyFor: Lead);
        var open = conversations.Add(room.Options.ChannelId, Lead, TeamsRoom.Text("status"));
        (await SayAsync(room, Prompted(asked.Id))).Status.ShouldBe(201);
        await RefusedAsync(SayAsync(room, Prompted(open.Id)), 400, "INVALID_TARGETED_MESSAGE_ID");
        room.Clock.Advance(TimeSpan.FromHours(24));
        await RefusedAsync(SayAsync(room, Prompted(asked.Id)), 404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED");
    }

    private static JsonObject For(string? account)
    {
        var activity = TeamsRoom.Text("for you");
        if (account is not null)
            activity["recipient"] = new JsonObject { ["id"] = account, ["isTargeted"] = true };
        return activity;
    }

    private static JsonObject Prompted(string id)
    {
        var activity = For(Lead);
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "targetedMessageInfo", ["messageId"] = id });
        return activity;
    }

    private static Task<(int Status, JsonObject? Body)> SayAsync(
        TeamsRoom room,
        JsonObject activity,
        string? conversation = null
    ) =>
        room.CallAsync(
            HttpMethod.Post,
            $"conversations/{TeamsRoom.Escaped(conversation ?? room.Options.ChannelId)}/activities?isTargetedActivity=true",
            activity
        );

    private static Task<(int Status, JsonObject? Body)> ChangeAsync(
        TeamsRoom room,
        HttpMethod method,
        string id,
        JsonObject? activity = null,
        bool targeted = true
    ) =>
        room.CallAsync(
            method,
            $"conversations/{TeamsRoom.Escaped(room.Options.ChannelId)}/activities/{id}"
                + (targeted ? "?isTargetedActivity=true" : ""),
            activity
        );

    private static async Task RefusedAsync(Task<(int Status, JsonObject? Body)> call, int status, string code)
    {
        var (answered, body) = await call;
        (answered, body?["error"]?["code"]?.GetValue<string>()).ShouldBe((status, code));
    }
}
