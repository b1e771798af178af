namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Forgets what Teams need not be known of any more: what was answered, and what may have been said long ago.</summary>
internal sealed class TeamsSweep(TeamsPosts posts, TeamsSeen seen)
{
    /// <summary>Forgets it.</summary>
    internal async Task SweepAsync(CancellationToken cancel)
    {
        await seen.SweepAsync(cancel);
        await posts.SweepAsync(cancel);
    }
}
