using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <content>What Teams says about people and channels.</content>
internal sealed partial class TeamsClient
{
    private const int MembersAtOnce = 200;

    /// <summary>A member of a conversation; learn.microsoft.com/microsoftteams, get-teams-context.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="id">Their account, <c>29:…</c>, or their object id in Entra.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The member; nothing where they are none.</returns>
    /// <exception cref="OutsideException">Teams could not be asked.</exception>
    internal async Task<TeamsMember?> MemberAsync(string conversation, string id, CancellationToken cancel)
    {
        var within = TeamsActivity.PlaceOf(conversation);
        var answer = await ReadAsync(within, $"v3/conversations/{Escaped(within)}/members/{Escaped(id)}", cancel);
        return IsThere(answer) ? TeamsMember.Of(answer.Json(Safety.Read)) : null;
    }

    /// <summary>The members of a conversation, page by page.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="after">Where the page before ended; nothing for the first.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The page, and where it ended unless it was the last.</returns>
    /// <exception cref="OutsideException">Teams could not be asked.</exception>
    internal async Task<(IReadOnlyList<TeamsMember> Members, string? Next)> MembersAsync(
        string conversation,
        string? after,
        CancellationToken cancel
    )
    {
        var within = TeamsActivity.PlaceOf(conversation);
        var path = $"v3/conversations/{Escaped(within)}/pagedmembers?pageSize={MembersAtOnce}";
        if (after is not null)
            path += $"&continuationToken={Escaped(after)}";
        var answer = await ReadAsync(within, path, cancel);
        if (!IsThere(answer))
            return ([], null);
        var page = answer.Json(Safety.Read);
        var next = page.Text("continuationToken") is { Length: > 0 } token ? token : null;
        return ([.. page.At("members").Items().Select(TeamsMember.Of)], next);
    }

    /// <summary>The channels of a team, by id, with their names; the General channel has none.</summary>
    /// <exception cref="OutsideException">Teams could not be asked.</exception>
    internal async Task<IReadOnlyDictionary<string, string>> ChannelsAsync(string team, CancellationToken cancel)
    {
        var answer = await ReadAsync(team, $"v3/teams/{Escaped(team)}/conversations", cancel);
        var channels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!IsThere(answer))
            return channels;
        foreach (var channel in answer.Json(Safety.Read).At("conversations").Items())
        {
            if (channel.Text("id") is { } id)
                channels[id] = channel.Text("name") ?? "";
        }

        return channels;
    }

    /// <summary>Looks whether something can be said in a conversation, and whether its members can be read.</summary>
    /// <returns>Nothing where all is well, and else why not.</returns>
    /// <exception cref="OutsideException">Teams refuses the bot there, or could not be asked.</exception>
    internal async Task<string?> LookAsync(string conversation, CancellationToken cancel)
    {
        var place = await line.OpenAsync(TeamsActivity.PlaceOf(conversation), cancel, isLooking: true);
        var answer = await line.CallAsync(place, Read(FewMembers(place.Id)), body: null, cancel);
        return answer.IsSuccess ? null : TeamsRefusal.Words(TeamsRefusal.CodeOf(answer));
    }

    /// <summary>Finds out whether Teams takes anything of the bot, in a team where its app is.</summary>
    /// <param name="refusedAt">The place that refused it: it is asked again only where there is no other.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">It does not, or could not be asked.</exception>
    internal async Task KnockAsync(string? refusedAt, CancellationToken cancel)
    {
        var teams = (await conversations.TeamsAsync(cancel)).Select(team => team.Id).ToList();
        // Where there is nowhere at all nobody refused anything: only a token was missing.
        if ((teams.Find(team => team != refusedAt) ?? refusedAt ?? teams.FirstOrDefault()) is not { } at)
            return;
        var place = await line.OpenAsync(at, cancel, isLooking: true);
        try
        {
            await line.CallAsync(place, Read(FewMembers(at)) with { IsProbe = true }, body: null, cancel);
        }
        catch (OutsideException refusal)
            when (refusal.Status is StatusCodes.Status403Forbidden && !TeamsRefusal.IsOfTheBot(refusal))
        {
            // Of that place alone: the bot itself is let in.
        }
    }

    private static string FewMembers(string conversation) =>
        $"v3/conversations/{Escaped(conversation)}/pagedmembers?pageSize=50";

    private async Task<OutsideResponse> ReadAsync(string conversation, string path, CancellationToken cancel)
    {
        var place = await line.OpenAsync(conversation, cancel);
        return await line.CallAsync(place, Read(path), body: null, cancel);
    }

    private static TeamsCall Read(string path) => new(HttpMethod.Get, path, Safety.Read);
}
