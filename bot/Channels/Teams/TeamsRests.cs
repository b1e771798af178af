namespace OpsBot.Bot.Channels.Teams;

/// <summary>Keeps which conversations <see cref="TeamsPace"/> was asked to leave alone.</summary>
internal sealed class TeamsRests(IRests rests, TeamsPace pace, TimeProvider clock, ILogger<TeamsRests> log)
    : ChatRests(rests, pace, clock, log);
