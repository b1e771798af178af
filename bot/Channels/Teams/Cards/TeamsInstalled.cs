using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Takes the channel that a lead chose while adding the app (learn.microsoft.com/microsoftteams, subscribe-to-conversation-events,
/// installation update) for the loops whose channel people choose, where none is chosen yet. Of others who add the app nothing is taken.
/// </summary>
internal sealed class TeamsInstalled(
    TeamsChoices choices,
    LoopList loops,
    TeamsPeople people,
    Roles roles,
    IEnumerable<IChannel> channels
) : ITeamsHandler
{
    public IEnumerable<string> Takes => ["installationUpdate"];

    public async Task<TeamsReply> HandleAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (
            activity.Action != "add"
            || activity.ChannelData.Text("settings", "selectedChannel", "id") is not { Length: > 0 } channel
            || await OpenAsync(cancel) is not { Count: > 0 } open
            || !roles.IsIn(await people.PersonAsync(activity, cancel), Roles.Lead)
        )
            return TeamsReply.Nothing;
        foreach (var loop in open)
            await choices.ChooseAsync(loop, channel, cancel);
        var names = LoopNotices.Names(open);
        var by = activity.From.AadObjectId is { } id ? $"{TeamsWords.Prefix}{id:D}" : null;
        var notice = new Notice(new Line($"Cards of {names} come here: chosen with the app", by))
        {
            Lines = [new Line($"To have them elsewhere, a lead types in another channel: here {open[0]}")],
        };
        await channels.First(it => it.Chat == TeamsClient.Name).NoticeAsync(channel, notice, cancel);
        return TeamsReply.Nothing;
    }

    /// <summary>The loops whose channel is people's to choose, and nobody did.</summary>
    private async Task<IReadOnlyList<LoopName>> OpenAsync(CancellationToken cancel)
    {
        var open = new List<LoopName>();
        foreach (var loop in loops.All.Where(loop => loop.Channels.Contains(TeamsChoices.SettingOf(loop.Name))))
        {
            if (await choices.FindAsync(loop.Name.Value, cancel) is null)
                open.Add(loop.Name);
        }

        return open;
    }
}
