using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>The door for <c>/ops</c>; docs.slack.dev/interactivity/implementing-slash-commands.</summary>
internal sealed class SlackCommandDoor(
    SlackDoor door,
    ICommands commands,
    SlackWorkspace workspace,
    SlackTeller teller,
    IHostApplicationLifetime life
)
{
    /// <summary>Slack shows an error after three seconds; what takes longer is told when it is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal async Task<IResult> AnswerAsync(HttpRequest request, TimeProvider clock)
    {
        var (form, answer) = await door.OpenAsync(request);
        if (form is null)
            return answer!;
        if (!door.IsForUs(form.GetValueOrDefault("api_app_id")))
            return SlackDoor.Stranger;
        if (form.GetValueOrDefault("user_id") is not { Length: > 0 } user)
            return SlackDoor.NotUnderstood;

        var patience = Task.Delay(Patience, clock, request.HttpContext.RequestAborted);
        var running = RunAsync(form, user, life.ApplicationStopping);
        if (await Task.WhenAny(running, patience) == running)
            return Results.Text(SlackJson.Write(SlackTeller.Ephemeral(await running)), "application/json");
        var respond = Uri.TryCreate(form.GetValueOrDefault("response_url"), UriKind.Absolute, out var url) ? url : null;
        teller.Tell(new Telling(respond, form.GetValueOrDefault("channel_id", ""), user, running));
        return Results.Ok();
    }

    private async Task<SlackMessage> RunAsync(
        IReadOnlyDictionary<string, string> form,
        string user,
        CancellationToken cancel
    )
    {
        try
        {
            var isOurs = await workspace.IsOursAsync(form.GetValueOrDefault("team_id"), cancel);
            var person = new Person(SlackChannel.Prefix + user, form.GetValueOrDefault("user_name", user), isOurs);
            var typed = Unescape(form.GetValueOrDefault("text", ""));
            return SlackSayings.Reply(await commands.RunAsync(typed, person, cancel));
        }
        catch (OutsideException failure)
        {
            return SlackSayings.Told($"That did not work, please try again. {failure.Message}");
        }
    }

    /// <summary>Slack sends what was typed with these three escaped.</summary>
    private static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);
}
