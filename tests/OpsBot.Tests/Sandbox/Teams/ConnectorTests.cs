using System.Text.Json.Nodes;

namespace OpsBot.Tests.Sandbox.Teams;

public sealed class ConnectorTests
{
    [Theory]
    [InlineData("grant_type", "password", 400, "AADSTS70003")]
    [InlineData("client_id", "somebody", 400, "AADSTS700016")]
    [InlineData("client_secret", "guessed", 401, "AADSTS7000215")]
    [InlineData("scope", "https://vault.azure.net/.default", 400, "AADSTS70011")]
    [InlineData("tenant", "botframework.com", 400, "AADSTS90002")]
    public async Task A_token_is_given_for_everything_right_alone(string name, string value, int status, string code)
    {
        await using var room = await TeamsRoom.OpenAsync();
        (await room.TokenAsync()).Status.ShouldBe(200);
        var refused = await room.TokenAsync((name, value));
        refused.Status.ShouldBe(status);
        refused.Body["error_description"]!.GetValue<string>().ShouldStartWith(code);
    }

    [Fact]
    public async Task A_token_runs_out()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var token = "Bearer " + (await room.TokenAsync()).Body["access_token"]!.GetValue<string>();
        room.Teams.Levers.Login.IsGood(token).ShouldBeTrue();
        room.Clock.Advance(TimeSpan.FromHours(1));
        room.Teams.Levers.Login.IsGood(token).ShouldBeFalse();
        room.Teams.Levers.Login.IsGood("Bearer made-up").ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_post_twice_is_there_twice()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var first = await room.SayAsync(TeamsRoom.Text("hello"));
        var second = await room.SayAsync(TeamsRoom.Text("hello"));
        (first.Status, second.Status).ShouldBe((201, 201));
        second.Body!["id"]!.GetValue<string>().ShouldNotBe(first.Body!["id"]!.GetValue<string>());
        room.Teams.In(room.Options.ChannelId).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Text_beside_a_card_becomes_two_messages_and_no_id_comes_back()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var both = TeamsRoom.Text("hello");
        both["attachments"] = new JsonArray(
            new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["content"] = new JsonObject(),
            }
        );
        var answer = await room.SayAsync(both);
        answer.Status.ShouldBe(201);
        answer.Body!.ContainsKey("id").ShouldBeFalse();
        room.Teams.In(room.Options.ChannelId).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public async Task A_conversation_takes_so_many_in_its_seconds(int most, int seconds)
    {
        await using var room = await TeamsRoom.OpenAsync(options => options.Limits.Sends = [(most, seconds)]);
        for (var call = 0; call < most; call++)
            (await room.SayAsync(TeamsRoom.Text("hello"))).Status.ShouldBe(201);
        var refused = await room.SayAsync(TeamsRoom.Text("hello"));
        refused.Status.ShouldBe(429);
        Code(refused.Body).ShouldBe("Throttled");
        room.Teams.In(room.Options.ChannelId).Count.ShouldBe(most);
        room.Clock.Advance(TimeSpan.FromSeconds(seconds));
        (await room.SayAsync(TeamsRoom.Text("hello"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        await using var room = await TeamsRoom.OpenAsync();
        (await room.SayAsync(TeamsRoom.Text(new string('x', 13_900)))).Status.ShouldBe(201);
        var refused = await room.SayAsync(TeamsRoom.Text(new string('x', 14_600)));
        refused.Status.ShouldBe(413);
        Code(refused.Body).ShouldBe("MessageSizeTooBig");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain; charset=utf-8")]
    public async Task A_body_says_how_its_letters_are_written(string type)
    {
        await using var room = await TeamsRoom.OpenAsync();
        var path = $"conversations/{TeamsRoom.Escaped(room.Options.ChannelId)}/activities";
        (await room.CallAsync(HttpMethod.Post, path, TeamsRoom.Text("hello"), type)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("BotDisabledByAdmin")]
    public async Task A_refusal_has_a_code(string code)
    {
        await using var room = await TeamsRoom.OpenAsync();
        room.Teams.Levers.Conversations.Refuse(room.Options.ChannelId, code);
        var refused = await room.SayAsync(TeamsRoom.Text("hello"));
        refused.Status.ShouldBe(403);
        Code(refused.Body).ShouldBe(code);
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_told_in_a_text_within_JSON()
    {
        await using var room = await TeamsRoom.OpenAsync();
        room.Teams.Levers.Conversations.Refuse(room.Options.ChannelId, "MessageWritesBlocked");
        var refused = await room.SayAsync(TeamsRoom.Text("hello"));
        refused.Status.ShouldBe(403);
        refused.Body!["errorCode"]!.GetValue<int>().ShouldBe(209);
        JsonNode.Parse(refused.Body["message"]!.GetValue<string>())!["subCode"]!
            .GetValue<string>()
            .ShouldBe("MessageWritesBlocked");
    }

    [Fact]
    public async Task Only_threads_in_channels_and_chats_with_one_person_can_be_begun()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var thread = await room.CallAsync(HttpMethod.Post, "conversations", Thread(room));
        thread.Status.ShouldBe(201);
        thread.Body!["id"]!.GetValue<string>().ShouldEndWith($";messageid={thread.Body["activityId"]}");

        var chat = await room.CallAsync(HttpMethod.Post, "conversations", Chat(room, "29:1lead"));
        chat.Status.ShouldBe(201);
        chat.Body!.ContainsKey("activityId").ShouldBeFalse();
        var again = await room.CallAsync(HttpMethod.Post, "conversations", Chat(room, "29:1lead"));
        again.Body!["id"]!.GetValue<string>().ShouldBe(chat.Body["id"]!.GetValue<string>());

        var silent = Thread(room);
        silent.Remove("activity");
        var group = Chat(room, "29:1lead", "29:1agent");
        var nowhere = Chat(room, "29:1lead");
        nowhere.Remove("tenantId");
        foreach (var wrong in new[] { silent, group, nowhere, Chat(room, "lead@shop.example") })
            Code((await room.CallAsync(HttpMethod.Post, "conversations", wrong)).Body).ShouldBe("BadSyntax");
    }

    [Fact]
    public async Task Only_the_bots_own_messages_are_changed_and_only_while_they_are_there()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var theirs = room.Teams.Levers.Conversations.Add(room.Options.ChannelId, "29:1lead", TeamsRoom.Text("mine"));
        var path = $"conversations/{TeamsRoom.Escaped(theirs.Conversation)}/activities/";
        (await room.CallAsync(HttpMethod.Put, path + theirs.Id, TeamsRoom.Text("yours"))).Status.ShouldBe(403);
        var unknown = await room.CallAsync(HttpMethod.Put, path + "1", TeamsRoom.Text("yours"));
        (unknown.Status, Code(unknown.Body)).ShouldBe((404, "ActivityNotFoundInConversation"));
    }

    [Fact]
    public async Task What_is_taken_back_is_gone()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var said = (await room.SayAsync(TeamsRoom.Text("hello"))).Body!["id"]!.GetValue<string>();
        var path = $"conversations/{TeamsRoom.Escaped(room.Options.ChannelId)}/activities/{said}";
        (await room.CallAsync(HttpMethod.Delete, path)).ShouldBe((200, null));
        room.Teams.In(room.Options.ChannelId).ShouldBeEmpty();
        foreach (var again in new[] { HttpMethod.Delete, HttpMethod.Put })
            Code((await room.CallAsync(again, path, TeamsRoom.Text("again"))).Body)
                .ShouldBe("ActivityNotFoundInConversation");
    }

    [Fact]
    public async Task A_tenant_of_another_cloud_is_answered_at_its_own_host_alone()
    {
        await using var room = await TeamsRoom.OpenAsync();
        room.Options.MovedTo = new Uri(room.Teams.Levers.Address.Of("gcc"));
        var refused = await room.SayAsync(TeamsRoom.Text("hello"));
        (refused.Status, Code(refused.Body)).ShouldBe((403, "InvalidBotApiHost"));
        refused.Body!["error"]!["message"]!.GetValue<string>().ShouldEndWith($"call {room.Options.MovedTo}.");
        room.Teams.In(room.Options.ChannelId).ShouldBeEmpty();
        room.Service = room.Options.MovedTo + "/";
        (await room.SayAsync(TeamsRoom.Text("hello"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task All_conversations_together_take_so_many_a_second()
    {
        await using var room = await TeamsRoom.OpenAsync(options => options.Limits.CallsPerSecond = 2);
        var team = $"teams/{TeamsRoom.Escaped(room.Options.TeamId)}";
        (await room.CallAsync(HttpMethod.Get, team)).Body!["memberCount"]!.GetValue<int>().ShouldBe(5);
        (await room.SayAsync(TeamsRoom.Text("hello"))).Status.ShouldBe(201);
        (await room.SayAsync(TeamsRoom.Text("hello"))).Status.ShouldBe(429);
        room.Clock.Advance(TimeSpan.FromSeconds(1));
        (await room.CallAsync(HttpMethod.Get, team + "/conversations")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_address_is_told_of_one_member_and_never_of_a_list()
    {
        await using var room = await TeamsRoom.OpenAsync();
        var lead = room.Options.Users[1] with { Email = "lead@shop.example" };
        room.Options.Users[1] = lead;
        var within = $"conversations/{TeamsRoom.Escaped(room.Options.ChannelId)}/";
        var one = await room.CallAsync(HttpMethod.Get, within + "members/" + lead.AadObjectId);
        one.Body!["email"]!.GetValue<string>().ShouldBe("lead@shop.example");
        one.Body["userPrincipalName"]!.GetValue<string>().ShouldBe("lead@shop.example");
        var all = await room.CallAsync(HttpMethod.Get, within + "pagedmembers");
        all.Body!["members"]!.AsArray().Count.ShouldBe(5);
        all.Body.ToJsonString().ShouldNotContain("lead@shop.example");
    }

    private static string? Code(JsonObject? body) => body?["error"]?["code"]?.GetValue<string>();

    private static JsonObject Thread(TeamsRoom room) =>
        new()
        {
            ["isGroup"] = true,
            ["activity"] = TeamsRoom.Text("hello"),
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = room.Options.ChannelId } },
            ["tenantId"] = room.Options.TenantId,
        };

    private static JsonObject Chat(TeamsRoom room, params string[] members) =>
        new()
        {
            ["isGroup"] = false,
            ["members"] = new JsonArray([.. members.Select(id => new JsonObject { ["id"] = id })]),
            ["tenantId"] = room.Options.TenantId,
        };
}
