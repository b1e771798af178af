using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Slack.Forms;
using static OpsBot.Bot.Channels.Slack.Forms.SlackViewBlocks;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Home;

/// <summary>
/// Takes the opening of a home tab (docs.slack.dev/reference/events/app_home_opened) and the clicks on its loops. Whether the
/// person may is not decided here: a click is the command it stands for.
/// </summary>
internal sealed class SlackHomeHandler(
    SlackHomes homes,
    SlackPeople people,
    ICommands commands,
    SlackPanel panel,
    SlackSeen seen
) : ISlackHandler
{
    private const string PauseForm = "opsbot_pause";
    private const string Lasting = "for";
    private const string Because = "because";
    private const string Loop = "loop";
    private const string UntilResumed = "-";

    public IEnumerable<string> Takes =>
        ["event_callback:app_home_opened", $"block_actions:{SlackHomeView.Loop}", $"view_submission:{PauseForm}"];

    public Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        payload.Text("type") switch
        {
            "event_callback" => OpenedAsync(payload, cancel),
            "view_submission" => PauseAsync(payload, cancel),
            _ => ClickedAsync(payload, cancel),
        };

    private async Task<SlackReply> OpenedAsync(JsonElement payload, CancellationToken cancel)
    {
        if (payload.Text("event", "user") is not { Length: > 0 } user)
            return SlackReply.NotUnderstood;
        if (payload.Text("event", "tab") != "home")
            return SlackReply.Nothing;
        var person = await people.PersonAsync(new SlackUser(user, user, payload.Text("team_id")), cancel);
        await homes.OpenAsync(user, person, cancel);
        return SlackReply.Nothing;
    }

    private async Task<SlackReply> ClickedAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackClick.FirstAction(payload) is not { } action || action.Text("value") is not { Length: > 0 } loop)
            return SlackReply.NotUnderstood;
        return action.Text("action_id") switch
        {
            SlackHomeView.Pause => await panel.OpenAsync(payload, _ => Task.FromResult(Form(loop)), cancel),
            SlackHomeView.Resume => await panel.DoAsync(
                payload,
                async stop => Shown(await DoAsync(payload, $"resume {loop}", stop)),
                cancel
            ),
            _ => SlackReply.Nothing,
        };
    }

    private static JsonObject Form(string loop) =>
        SlackPanel.Ask(
            PauseForm,
            $"Pause {loop}",
            "Pause",
            new JsonObject { [Loop] = loop },
            [
                PlainSection("What comes in is kept and waits. What was already begun stops before its next step."),
                Input(
                    Lasting,
                    "For how long?",
                    OneOf([
                        ("30 minutes", "30m"),
                        ("1 hour", "1h"),
                        ("2 hours", "2h"),
                        ("4 hours", "4h"),
                        ("1 day", "1d"),
                        ("Until somebody resumes it", UntilResumed),
                    ])
                ),
                Input(
                    Because,
                    "Why?",
                    Words(200, isLong: false),
                    "Everybody in the loop's channel reads it.",
                    isOptional: true
                ),
            ]
        );

    private async Task<SlackReply> PauseAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackForm.In(payload) is not { } form || form.Option(Lasting) is not { } lasting)
            return SlackReply.NotUnderstood;
        // The same form may come through two sockets.
        if (!await seen.IsFirstAsync("form", form.View, cancel))
            return SlackReply.Nothing;
        var because = form.Words(Because);
        var typed =
            $"pause {form.About(Loop)}"
            + (lasting == UntilResumed ? "" : $" for {lasting}")
            + (string.IsNullOrWhiteSpace(because) ? "" : $" because {because}");
        var told = await DoAsync(payload, typed, cancel);
        return SlackForm.Instead(Shown(told)) with { Told = told };
    }

    private async Task<SlackMessage> DoAsync(JsonElement payload, string typed, CancellationToken cancel)
    {
        var user = SlackUser.In(payload) ?? new SlackUser("", "", null);
        var reply = await commands.RunAsync(typed, await people.PersonAsync(user, cancel), cancel);
        await homes.RefreshAsync(user.Id, cancel);
        return SlackSayings.Reply(reply);
    }

    /// <summary>What came of it, where the person looks.</summary>
    private static JsonObject Shown(SlackMessage told) =>
        SlackPanel.Show("OpsBot", told.Blocks.Select(block => block!.DeepClone()));
}
