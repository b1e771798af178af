using System.Text.Json;
using OpsBot.Sandbox.Slack;
using static OpsBot.Tests.Sandbox.Slack.Cards;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class InputTests
{
    private static readonly object[] Options =
    [
        new { text = Words("Small"), value = "s" },
        new { text = Words("Large"), value = "l" },
    ];

    public static TheoryData<string, string, string, string> Kinds =>
        new()
        {
            { "plain_text_input", "words", "value", "\"words\"" },
            { "users_select", "U0LEAD", "selected_user", "\"U0LEAD\"" },
            { "conversations_select", "C0OPS", "selected_conversation", "\"C0OPS\"" },
            { "channels_select", "C0OPS", "selected_channel", "\"C0OPS\"" },
            { "multi_users_select", "U0LEAD", "selected_users", "[\"U0LEAD\"]" },
            { "datepicker", "2026-03-01", "selected_date", "\"2026-03-01\"" },
            { "timepicker", "09:30", "selected_time", "\"09:30\"" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_filled_in_comes_under_its_own_name(string type, string given, string name, string value)
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(room, new { type, action_id = "it" });
        (
            await room.Slack.SubmitViewAsync("U0OPS", view, Values(("it", given)), SlackRoom.Stop)
        ).IsAccepted.ShouldBeTrue();
        var entry = Entry(room);
        entry.Text("type").ShouldBe(type);
        entry.GetProperty(name).GetRawText().ShouldBe(value);
    }

    [Theory]
    [InlineData("static_select", "selected_option")]
    [InlineData("radio_buttons", "selected_option")]
    [InlineData("multi_static_select", "selected_options")]
    [InlineData("checkboxes", "selected_options")]
    public async Task What_was_chosen_comes_as_the_option_itself(string type, string name)
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(
            room,
            new
            {
                type,
                action_id = "it",
                options = Options,
            }
        );
        await room.Slack.SubmitViewAsync("U0OPS", view, Values(("it", "l")), SlackRoom.Stop);
        var chosen = Entry(room).GetProperty(name);
        (chosen.ValueKind == JsonValueKind.Array ? chosen[0] : chosen).Text("value").ShouldBe("l");
    }

    [Theory]
    [InlineData("", "Please complete this required field.")]
    [InlineData("ten", "Please enter a valid number.")]
    [InlineData("2.5", "Please enter a whole number.")]
    [InlineData("0", "Please enter a number no lower than 1.")]
    [InlineData("301", "Please enter a number no higher than 300.")]
    [InlineData("300", null)]
    public async Task A_number_is_checked_before_the_bot_hears_of_it(string given, string? wrong)
    {
        await using var room = await SlackRoom.OpenAsync();
        var element = new
        {
            type = "number_input",
            action_id = "it",
            is_decimal_allowed = false,
            min_value = "1",
            max_value = "300",
        };
        var view = await OpenAsync(room, element);
        var before = room.Heard.Count;
        var reply = await room.Slack.SubmitViewAsync("U0OPS", view, Values(("it", given)), SlackRoom.Stop);
        reply.Errors.GetValueOrDefault("block").ShouldBe(wrong);
        room.Heard.Count.ShouldBe(wrong is null ? before + 1 : before);
    }

    [Fact]
    public async Task Too_many_a_wrong_date_and_too_many_letters_do_not_leave_the_form()
    {
        await using var room = await SlackRoom.OpenAsync();
        var many = new
        {
            type = "multi_static_select",
            action_id = "it",
            options = Options,
            max_selected_items = 1,
        };
        var both = new FieldValues(
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["it"] = ["s", "l"] }
        );
        var view = await OpenAsync(room, many);
        (await room.Slack.SubmitViewAsync("U0OPS", view, both, SlackRoom.Stop))
            .Errors["block"]
            .ShouldContain("at most 1");
        view = await OpenAsync(room, new { type = "datepicker", action_id = "it" });
        (await room.Slack.SubmitViewAsync("U0OPS", view, Values(("it", "tomorrow")), SlackRoom.Stop))
            .Errors["block"]
            .ShouldContain("valid date");
        var text = new
        {
            type = "plain_text_input",
            action_id = "it",
            max_length = 3,
        };
        view = await OpenAsync(room, text);
        (await room.Slack.SubmitViewAsync("U0OPS", view, Values(("it", "four")), SlackRoom.Stop))
            .Errors["block"]
            .ShouldContain("at most 3");
        room.Heard.ShouldAllBe(one => one.Door == "commands");
    }

    [Fact]
    public async Task A_field_nobody_touched_keeps_what_it_began_with()
    {
        await using var room = await SlackRoom.OpenAsync();
        var view = await OpenAsync(
            room,
            new
            {
                type = "users_select",
                action_id = "it",
                initial_user = "U0OPS",
            }
        );
        await room.Slack.SubmitViewAsync("U0OPS", view, Values(), SlackRoom.Stop);
        Entry(room).Text("selected_user").ShouldBe("U0OPS");
    }

    private static async Task<string> OpenAsync(SlackRoom room, object element)
    {
        var block = new
        {
            type = "input",
            block_id = "block",
            label = Words("It"),
            element,
        };
        var open = new { trigger_id = await room.TriggerAsync(), view = Modal(block) };
        (await room.CallAsync("views.open", open)).Reply();
        return room.Slack.OpenViews("U0OPS").Single().Id;
    }

    private static JsonElement Entry(SlackRoom room) =>
        room.Heard[^1]
            .Payload.GetProperty("view")
            .GetProperty("state")
            .GetProperty("values")
            .GetProperty("block")
            .GetProperty("it");
}

/// <summary>Refusals with their reasons, where none is expected.</summary>
internal static class Replies
{
    internal static void Reply(this ApiReply reply) => reply.Body.Text("error").ShouldBeNull(reply.Body.GetRawText());
}
