namespace OpsBot.Bot.Channels.Slack;

/// <summary>Keeps what <see cref="SlackPace"/> was asked to leave alone.</summary>
internal sealed class SlackRests(IRests rests, SlackPace pace, TimeProvider clock, ILogger<SlackRests> log)
    : ChatRests(rests, pace, clock, log);
