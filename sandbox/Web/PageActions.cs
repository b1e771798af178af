using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox.Web;

/// <summary>What a person does on the page, done in the pretend Slack.</summary>
internal static class PageActions
{
    internal static void MapPageActions(this RouteGroupBuilder page)
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
        page.MapPost(
            "/type",
            (LineOnPage line, PretendSlack slack, CancellationToken stop) => TypeAsync(line, slack, stop)
        );
    }

    private static Task<IResult> ClickAsync(ClickOnPage click, PretendSlack slack, CancellationToken stop) =>
        TryAsync(async () =>
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
        TryAsync(async () =>
        {
            var reply = await slack.SubmitViewAsync(form.User, form.ViewId, FieldsOf(form.Fields), stop);
            return new { errors = reply.Errors, trouble = reply.Trouble };
        });

    private static Task<IResult> CloseAsync(FormOnPage form, PretendSlack slack, CancellationToken stop) =>
        TryAsync(async () =>
        {
            await slack.CloseViewAsync(form.User, form.ViewId, form.WholeStack, stop);
            return new { };
        });

    private static Task<IResult> TypeAsync(LineOnPage line, PretendSlack slack, CancellationToken stop) =>
        TryAsync(async () =>
        {
            if (line.Text.StartsWith('/'))
                await slack.CommandAsync(line.User, line.Channel, line.Text.Trim(), stop);
            else
                slack.Say(line.User, line.Channel, line.Text.Trim());
            return new { };
        });

    /// <summary>A button that has gone in the meantime is a conflict, not a crash.</summary>
    private static async Task<IResult> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return Results.Ok(await act());
        }
        catch (InvalidOperationException gone)
        {
            return Results.Conflict(new { error = gone.Message });
        }
    }

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

    private sealed record LineOnPage(string User, string Channel, string Text);
}
