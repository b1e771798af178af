using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>What is said about a case that cannot be handled as somebody wished.</summary>
internal static class CaseReplies
{
    /// <summary>It was not found, or is settled.</summary>
    internal static CommandReply Of(FoundCase.Not not, ShopTimes times) =>
        not.Settled is { } settled ? TooLate(not.Why, settled, times) : new CommandReply(not.Why);

    /// <summary>Somebody was faster: who, and what they said.</summary>
    internal static CommandReply TooLate(string title, Escalation settled, ShopTimes times)
    {
        var at = settled.SettledAt is { } moment ? $" at {times.At(moment)}" : "";
        return new CommandReply(title, [new Line(AnswerWords.TooLate(settled), AnswerWords.DecidedBy(settled), at)]);
    }

    /// <summary>Somebody else is on it.</summary>
    internal static Line OnIt(Claim claim, ShopTimes times) =>
        new("It was taken on", claim.By, $" at {times.At(claim.At)}");
}
