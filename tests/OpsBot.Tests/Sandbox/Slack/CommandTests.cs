using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class CommandTests
{
    [Fact]
    public async Task A_command_carries_every_field_of_the_recorded_one()
    {
        var recorded = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(
            Shared.Read("fixtures/slack/slash/slash_command.form-body.txt")
        );
        await using var room = await SlackRoom.OpenAsync();
        await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops pause returns for 2h", SlackRoom.Stop);
        var heard = room.Heard.Single();
        heard.Door.ShouldBe("commands");
        heard.Form["command"].ShouldBe("/ops");
        heard.Form["text"].ShouldBe("pause returns for 2h");
        heard.Form["is_enterprise_install"].ShouldBe("false");
        var enterpriseOnly = (string[])["enterprise_id", "enterprise_name"];
        recorded
            .Keys.Except(enterpriseOnly, StringComparer.Ordinal)
            .Where(key => !heard.Form.ContainsKey(key))
            .ShouldBeEmpty();
        heard.Signature.ShouldBe(SlackSignature.Of(room.Options.SigningSecret, heard.Timestamp, heard.Body));
    }

    [Fact]
    public async Task Plain_text_and_json_are_shown_to_the_person_alone()
    {
        await using var room = await SlackRoom.OpenAsync();
        room.Answer = _ => Task.FromResult(Results.Text("all loops run"));
        await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        room.Answer = _ => Task.FromResult(Results.Json(new { text = "x", blocks = (object[])[Section("*running*")] }));
        await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        var seen = room.Slack.Ephemerals("U0OPS");
        seen[0].Text.ShouldBe("all loops run");
        seen[1].Blocks.GetArrayLength().ShouldBe(1);
        room.Slack.Messages("C0OPS").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_in_channel_is_for_everybody()
    {
        await using var room = await SlackRoom.OpenAsync();
        room.Answer = _ => Task.FromResult(Results.Json(new { response_type = "in_channel", text = "Paused" }));
        await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops pause", SlackRoom.Stop);
        room.Slack.Messages("C0OPS").Single().Text.ShouldBe("Paused");
    }

    [Fact]
    public async Task A_failed_command_says_what_Slack_says()
    {
        await using var room = await SlackRoom.OpenAsync();
        room.Answer = _ => Task.FromResult(Results.StatusCode(500));
        var failed = await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        failed.Failure.ShouldBe("/ops failed with the error \"dispatch_failed\"");
        room.Slack.Ephemerals("U0OPS").Single().Text.ShouldBe(failed.Failure);
        room.Answer = _ => Task.FromResult(Results.Json(new { blocks = (object[])[new { type = "banner" }] }));
        var wrong = await room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        wrong.Failure.ShouldBe("/ops failed with the error \"invalid_blocks\"");
        var unknown = await room.Slack.CommandAsync("U0OPS", "C0OPS", "/opps status", SlackRoom.Stop);
        unknown.Failure!.ShouldStartWith("/opps is not a valid command.");
        room.Heard.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_answer_is_a_timeout()
    {
        await using var room = await SlackRoom.OpenAsync();
        var heard = new TaskCompletionSource();
        var never = new TaskCompletionSource<IResult>();
        room.Answer = _ =>
        {
            heard.SetResult();
            return never.Task;
        };
        var command = room.Slack.CommandAsync("U0OPS", "C0OPS", "/ops status", SlackRoom.Stop);
        await heard.Task;
        room.Clock.Advance(TimeSpan.FromSeconds(3));
        (await command).Failure.ShouldBe("/ops failed with the error \"operation_timeout\"");
        never.SetResult(Results.Ok());
    }
}
