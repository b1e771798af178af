using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox.Web;

/// <summary>What a person does on the page, done in the pretend Slack.</summary>
internal static class SlackActions
{
    internal static void MapSlackActions(this RouteGroupBuilder page)
    {
        page.MapPost(
            "/click",
            (ClickOnPage click, PretendSlack slack, CancellationToken stop) => ClickAsync(click, slack, stop)
        );
        page.MapPost(
            "/submit",
            (FormOnPage form, PretendSlack slack, CancellationToken stop) => SubmitAsync(form, slack, stop)
        );
        page.MapPost(
            "/close",
            (FormOnPage form, PretendSlack slack, CancellationToken stop) => CloseAsync(form, slack, stop)
        );
        page.MapPost("/home", Look);
        page.MapPost(
            "/shortcut",
            (ShortcutOnPage shortcut, PretendSlack slack, CancellationToken stop) =>
                ShortcutAsync(shortcut, slack, stop)
        );
        page.MapPost(
            "/type",
            (LineOnPage line, PretendSlack slack, PretendSlackOptions options, CancellationToken stop) =>
                TypeAsync(line, slack, options, stop)
        );
    }

    private static IResult Look(HomeOnPage home, PretendSlack slack)
    {
        slack.OpenHome(home.User);
        return Results.Ok(new { });
    }

    private static Task<IResult> ShortcutAsync(ShortcutOnPage shortcut, PretendSlack slack, CancellationToken stop) =>
        PageAnswer.TryAsync(async () =>
        {
            var reply = await slack.ShortcutAsync(
                shortcut.User,
                shortcut.Channel,
                shortcut.Ts,
                shortcut.CallbackId,
                stop
            );
            return new { error = reply.Error };
        });

    private static Task<IResult> ClickAsync(ClickOnPage click, PretendSlack slack, CancellationToken stop) =>
        PageAnswer.TryAsync(async () =>
        {
            var reply = await slack.ClickAsync(
                new Click(click.User, click.ActionId)
                {
                    Channel = click.Channel,
                    Ts = click.Ts,
                    ViewId = click.ViewId,
                    BlockId = click.BlockId,
                    Chosen = click.Chosen ?? [],
                    Fields = FieldsOf(click.Fields),
                },
                stop
            );
            return new { error = reply.Error };
        });

    private static Task<IResult> SubmitAsync(FormOnPage form, PretendSlack slack, CancellationToken stop) =>
        PageAnswer.TryAsync(async () =>
        {
            var reply = await slack.SubmitViewAsync(form.User, form.ViewId, FieldsOf(form.Fields), stop);
            return new { errors = reply.Errors, trouble = reply.Trouble };
        });

    private static Task<IResult> CloseAsync(FormOnPage form, PretendSlack slack, CancellationToken stop) =>
        PageAnswer.TryAsync(async () =>
        {
            await slack.CloseViewAsync(form.User, form.ViewId, form.WholeStack, stop);
            return new { };
        });

    private static Task<IResult> TypeAsync(
        LineOnPage line,
        PretendSlack slack,
        PretendSlackOptions options,
        CancellationToken stop
    ) =>
        PageAnswer.TryAsync(async () =>
        {
            if (line.Text.StartsWith('/') && line.Thread is null)
                await slack.CommandAsync(line.User, line.Channel, line.Text.Trim(), stop);
            else
                slack.Say(line.User, line.Channel, Typed(line.Text.Trim(), options), line.Thread);
            return new { };
        });

    /// <summary>What people type is never markup: Slack escapes it, and turns the bot's name into a mention.</summary>
    private static string Typed(string text, PretendSlackOptions options) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("@" + options.BotName, $"<@{options.BotUserId}>", StringComparison.OrdinalIgnoreCase);

    private static FieldValues FieldsOf(IReadOnlyDictionary<string, IReadOnlyList<string>>? fields) =>
        fields is null ? FieldValues.None : new(fields);

    private sealed record ClickOnPage(
        string User,
        string ActionId,
        string? Channel,
        string? Ts,
        string? ViewId,
        string? BlockId,
        IReadOnlyList<string>? Chosen,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields
    );

    private sealed record FormOnPage(
        string User,
        string ViewId,
        bool WholeStack,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields
    );

    private sealed record LineOnPage(string User, string Channel, string Text, string? Thread);

    private sealed record HomeOnPage(string User);

    private sealed record ShortcutOnPage(string User, string Channel, string Ts, string CallbackId);
}
