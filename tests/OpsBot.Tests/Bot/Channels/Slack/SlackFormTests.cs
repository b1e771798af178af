using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;
using SlackMessage = OpsBot.Sandbox.Slack.SlackMessage;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What a case's menu opens, and what comes of it.</summary>
public sealed class SlackFormTests
{
    private static CancellationToken Stop => SlackDesk.Stop;

    [Fact]
    public async Task A_case_is_taken_on_and_given_back_with_a_click_each()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        await ChooseAsync(desk, card, "U0OPS", CaseMenu.Claim);
        desk.Questions[Asked.Id].Claim!.By.ShouldBe("slack:U0OPS");
        await ChooseAsync(desk, card, "U0LEAD", CaseMenu.Claim);
        var told = await desk.Slack.EphemeralAsync("U0LEAD", _ => true, Stop);
        told.Text.ShouldBe("Already taken on by <@U0OPS>");
        card = await desk.ShowAsync(card, Asked.Id);
        await ChooseAsync(desk, card, "U0OPS", CaseMenu.Release);
        desk.Questions[Asked.Id].Claim.ShouldBeNull();
    }

    [Fact]
    public async Task It_is_assigned_to_somebody_who_may_decide_it_and_to_nobody_else()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var view = await OpenAsync(desk, card, CaseMenu.Assign);
        var refused = await FillAsync(desk, view, ("whom", "U0GUEST"));
        refused.Errors["whom"].ShouldBe("They may not decide this, so it cannot be theirs.");
        (await FillAsync(desk, view, ("whom", "U0LEAD"))).Errors.ShouldBeEmpty();
        desk.Questions[Asked.Id].Claim!.By.ShouldBe("slack:U0LEAD");
    }

    [Fact]
    public async Task A_member_of_a_group_that_a_role_names_can_be_assigned()
    {
        await using var desk = await SlackDesk.OpenAsync(options =>
        {
            options.Users.Add(new("U0NEW", "New", "UTC"));
            options.UserGroups["S0RETURNS"] = ["U0NEW"];
        });
        var card = await desk.PostAsync(Asked.Open);
        var view = await OpenAsync(desk, card, CaseMenu.Assign);
        (await FillAsync(desk, view, ("whom", "U0NEW"))).Errors.ShouldBeEmpty();
        desk.Questions[Asked.Id].Claim!.By.ShouldBe("slack:U0NEW");
    }

    [Fact]
    public async Task What_is_asked_is_answered_in_the_cards_thread_and_read_once()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var view = await OpenAsync(desk, card, CaseMenu.Ask);
        await FillAsync(desk, view, ("words", "Is the seal broken?"), ("whom", "U0LEAD"));
        var inquiry = desk.Cases.Inquiries.ShouldHaveSingleItem();
        (inquiry.Words, inquiry.Of, inquiry.AskedBy).ShouldBe(("Is the seal broken?", "slack:U0LEAD", "slack:U0OPS"));

        desk.Slack.Say("U0GUEST", Asked.Channel, "I would say so", card.Ts);
        await desk.Slack.EventsAsync();
        desk.Cases.Inquiries[0].IsOpen.ShouldBeTrue();
        desk.Slack.Say("U0LEAD", Asked.Channel, "No, it is whole & clean", card.Ts);
        await desk.Slack.EventsAsync();
        desk.Slack.Say("U0LEAD", Asked.Channel, "and another thing", card.Ts);
        await desk.Slack.EventsAsync();
        desk.Cases.Inquiries[0].AnsweredBy.ShouldBe("slack:U0LEAD");
        desk.Cases.Inquiries[0].Answer.ShouldBe("No, it is whole & clean");
    }

    [Theory]
    [InlineData("U0OPS", false)]
    [InlineData("U0LEAD", true)]
    public async Task Who_asked_does_not_answer_it_themselves(string says, bool isAnswered)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var view = await OpenAsync(desk, card, CaseMenu.Ask);
        await FillAsync(desk, view, ("words", "Was it worn?"));
        desk.Slack.Say(says, Asked.Channel, new string('x', 3_000), card.Ts);
        await desk.Slack.EventsAsync();
        desk.Cases.Inquiries[0].IsOpen.ShouldBe(!isAnswered);
    }

    [Fact]
    public async Task Somebody_of_another_company_is_not_asked()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var view = await OpenAsync(desk, card, CaseMenu.Ask);
        var reply = await FillAsync(desk, view, ("words", "Was it worn?"), ("whom", "U0GUEST"));
        reply.Errors.Keys.ShouldBe(["words"]);
        desk.Cases.Inquiries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_amount_after_ones_own_click_is_told_that_it_came_too_late()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(WithRange());
        var view = await OpenAsync(desk, card, CaseMenu.Amount);
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, "approve", stop: Stop);
        var reply = await FillAsync(desk, view, ("amount", "80"));
        reply.Errors["amount"].ShouldContain("already approved");
    }

    [Fact]
    public async Task A_missing_reason_is_said_under_the_reason()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var asked = WithRange();
        var approve = asked.Question.Choices[0] with { NeedsReason = true };
        asked = asked with
        {
            Question = asked.Question with { Choices = [approve, .. asked.Question.Choices.Skip(1)] },
        };
        var card = await desk.PostAsync(asked);
        var view = await OpenAsync(desk, card, CaseMenu.Amount);
        (await FillAsync(desk, view, ("amount", "80"), ("reason", "  "))).Errors.Keys.ShouldBe(["reason"]);
    }

    [Fact]
    public async Task A_case_opened_from_a_list_is_shown_anew_under_its_form_and_the_list_stays()
    {
        await using var desk = await SlackDesk.OpenAsync();
        desk.Questions.Add(Asked.Open);
        desk.Groups.Members.Add(Asked.Id);
        var card = await desk.PostGroupAsync("grp_1");
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, GroupFace.Show, stop: Stop);
        var list = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Cases", Stop);
        await desk.Slack.ClickAsync(new Click("U0OPS", "open") { ViewId = list.Id }, Stop);
        var opened = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Case", Stop);
        await desk.Slack.ClickAsync(new Click("U0OPS", "deny") { ViewId = opened.Id }, Stop);
        var why = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Why?", Stop);
        (await FillAsync(desk, why, ("reason", "worn"))).Errors.ShouldBeEmpty();
        var views = desk.Slack.OpenViews("U0OPS");
        views.Select(open => open.Title).ShouldBe(["Cases", "Case"]);
        views[1].Content.GetRawText().ShouldContain("denied it");
    }

    [Fact]
    public async Task A_note_is_written_once_however_often_Slack_sends_the_form()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        var view = await OpenAsync(desk, card, CaseMenu.Note);
        (await FillAsync(desk, view, ("words", "The customer called."))).Errors.ShouldBeEmpty();
        desk.Cases.Notes.ShouldHaveSingleItem().ShouldBe(("The customer called.", "slack:U0OPS"));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("249.01", true)]
    [InlineData("80.005", true)]
    [InlineData("80", false)]
    public async Task Another_amount_is_checked_where_it_is_typed(string amount, bool isRefused)
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(WithRange());
        var view = await OpenAsync(desk, card, CaseMenu.Amount);
        var reply = await FillAsync(desk, view, ("amount", amount), ("reason", "one was worn"));
        if (isRefused)
        {
            reply.Errors.Keys.ShouldBe(["amount"]);
            desk.Questions.Answers.ShouldBeEmpty();
            return;
        }

        var answer = desk.Questions.Answers.ShouldHaveSingleItem();
        (answer.Chosen!.Amount, answer.Reason).ShouldBe((new Money(80m, "EUR"), "one was worn"));
    }

    [Fact]
    public async Task Where_nothing_can_be_lowered_the_menu_does_not_offer_it()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var card = await desk.PostAsync(Asked.Open);
        card.Blocks.ToString().ShouldNotContain("another amount");
    }

    [Fact]
    public async Task Many_are_decided_at_once_but_for_those_that_were_left_out_and_those_that_came_after()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var cases = Enumerable.Range(0, 5).Select(at => new EscalationId($"0000ask00000010{at}")).ToList();
        foreach (var id in cases)
            desk.Questions.Add(Asked.Open with { Id = id });
        desk.Groups.Members.AddRange(cases.Take(4));
        var card = await desk.PostGroupAsync("grp_1");
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, GroupFace.Bulk, stop: Stop);
        var view = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Decide several", Stop);
        desk.Groups.Members.Add(cases[4]);
        var reply = await FillAsync(desk, view, ("choice", "approve"), ("except", cases[1].Value));
        reply.Errors.ShouldBeEmpty();
        desk.Questions.Answers.Select(answer => answer.Escalation).ShouldBe([cases[0], cases[2], cases[3]]);
        desk.Questions.Answers.Select(answer => answer.Batch).Distinct().ShouldHaveSingleItem().ShouldStartWith("blk_");
        var shown = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Decided", Stop);
        shown.Content.GetRawText().ShouldContain("3 decided");
    }

    [Fact]
    public async Task All_of_a_group_can_be_looked_through_and_opened()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var cases = Enumerable.Range(100, 90).Select(at => new EscalationId($"0000ask000000{at}x")).ToList();
        foreach (var id in cases)
            desk.Questions.Add(Asked.Open with { Id = id });
        desk.Groups.Members.AddRange(cases);
        var card = await desk.PostGroupAsync("grp_1");
        await desk.Slack.ClickAsync("U0OPS", Asked.Channel, card.Ts, GroupFace.Show, stop: Stop);
        var seen = new HashSet<EscalationId>();
        while (true)
        {
            var view = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Cases", Stop);
            var text = view.Content.GetRawText();
            seen.UnionWith(cases.Where(id => text.Contains(id.Value, StringComparison.Ordinal)));
            if (!text.Contains("\"Next\"", StringComparison.Ordinal))
                break;
            await desk.Slack.ClickAsync(new Click("U0OPS", "Next") { ViewId = view.Id }, Stop);
        }

        seen.Count.ShouldBe(90);
    }

    [Fact]
    public async Task Find_without_words_asks_for_filters_and_is_the_command()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.Slack.CommandAsync("U0OPS", Asked.Channel, "/ops find", Stop);
        var view = await desk.Slack.ViewAsync("U0OPS", open => open.Title == "Find runs", Stop);
        var empty = await FillAsync(desk, view);
        empty.Errors.Keys.ShouldBe(["words"]);
        await FillAsync(desk, view, ("words", "defective"), ("ended", "approved"), ("above", "100.5"));
        desk.Commands.Said.ShouldHaveSingleItem().Text.ShouldBe("find defective approved > 100.5");
    }

    private static Escalation WithRange()
    {
        var approve = Asked.Question.Choices[0] with { Amount = new AmountRange(0.01m, 249.00m, "EUR") };
        return Asked.Open with
        {
            Question = Asked.Question with { Choices = [approve, .. Asked.Question.Choices.Skip(1)] },
        };
    }

    private static Task<ClickReply> ChooseAsync(SlackDesk desk, SlackMessage card, string user, string action) =>
        desk.Slack.ClickAsync(user, Asked.Channel, card.Ts, "more", $"{action}:{Asked.Id.Value}", Stop);

    private static async Task<SlackView> OpenAsync(SlackDesk desk, SlackMessage card, string action)
    {
        (await ChooseAsync(desk, card, "U0OPS", action)).Error.ShouldBeNull();
        return await desk.Slack.ViewAsync("U0OPS", open => open.Title != "OpsBot", Stop);
    }

    private static Task<FormReply> FillAsync(
        SlackDesk desk,
        SlackView view,
        params (string Field, string Value)[] values
    ) =>
        desk.Slack.SubmitViewAsync(
            "U0OPS",
            view.Id,
            values.ToDictionary(value => value.Field, value => value.Value, StringComparer.Ordinal),
            Stop
        );
}
