using System.Text.Json.Nodes;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox.Web;

/// <summary>What a person does on the page, done in the pretend Teams.</summary>
internal static class TeamsActions
{
    internal static void MapTeamsActions(this RouteGroupBuilder page)
    {
        page.MapPost(
            "/teams/press",
            (PressOnPage press, CardClicks clicks, CancellationToken stop) => PressAsync(press, clicks, stop)
        );
        page.MapPost(
            "/teams/look",
            (LookOnPage look, CardClicks clicks, CancellationToken stop) => LookAsync(look, clicks, stop)
        );
        page.MapPost(
            "/teams/type",
            (SaidOnPage said, PretendTeams teams, PretendTeamsOptions options, CancellationToken stop) =>
                TypeAsync(said, teams, options, stop)
        );
    }

    private static Task<IResult> PressAsync(PressOnPage press, CardClicks clicks, CancellationToken stop) =>
        PageAnswer.TryAsync(async () =>
        {
            var reply = await clicks.PressAsync(
                press.User,
                press.Id,
                button => JsonNode.DeepEquals(button.Action, press.Action),
                press.Fields,
                stop
            );
            return new
            {
                toast = reply.Toast,
                trouble = reply.Trouble,
                wrong = reply.Wrong,
            };
        });

    private static Task<IResult> LookAsync(LookOnPage look, CardClicks clicks, CancellationToken stop) =>
        PageAnswer.TryAsync(async () =>
        {
            await clicks.LookAsync(look.User, look.Id, stop);
            return new { };
        });

    private static Task<IResult> TypeAsync(
        SaidOnPage said,
        PretendTeams teams,
        PretendTeamsOptions options,
        CancellationToken stop
    ) =>
        PageAnswer.TryAsync(async () =>
        {
            var heard = await SayAsync(said, teams, options, stop);
            return new { error = heard is { Status: not 200 } no ? $"HTTP {no.Status}" : null };
        });

    /// <summary>In a channel the bot hears what names it and what is picked behind the slash; alone with it, everything.</summary>
    private static async Task<BotAnswer?> SayAsync(
        SaidOnPage said,
        PretendTeams teams,
        PretendTeamsOptions options,
        CancellationToken stop
    )
    {
        var text = said.Text.Trim();
        if (said.Channel == teams.User(said.User).Chat)
            return await teams.WriteAsync(said.User, text, stop);
        var place = said.Thread is null ? said.Channel : $"{said.Channel};messageid={said.Thread}";
        if (text.StartsWith('/') && said.Thread is null)
            return await teams.WhisperAsync(said.User, place, text[1..], stop);
        var mention = "@" + options.BotName;
        if (text.Contains(mention, StringComparison.OrdinalIgnoreCase))
            return await teams.MentionAsync(
                said.User,
                place,
                text.Replace(mention, "", StringComparison.OrdinalIgnoreCase).Trim(),
                stop
            );
        teams.Say(said.User, place, text);
        return null;
    }

    private sealed record PressOnPage(
        string User,
        string Id,
        JsonObject Action,
        IReadOnlyDictionary<string, string>? Fields
    );

    private sealed record LookOnPage(string User, string Id);

    /// <param name="User">Who.</param>
    /// <param name="Channel">Where.</param>
    /// <param name="Text">What.</param>
    /// <param name="Thread">The id of the message it is said below.</param>
    private sealed record SaidOnPage(string User, string Channel, string Text, string? Thread);
}
