namespace OpsBot.Bot.Channels;

/// <summary>What somebody is told who answers a question that is settled; who settled it and when are named beside it.</summary>
internal static class AnswerWords
{
    internal static string TooLate(Escalation settled)
    {
        var chosen = settled.Taken is { } choice ? $" ({choice.Label})" : "";
        return (settled.Verdict, settled.Kind) switch
        {
            (Verdict.Expired, _) => "Nobody answered in time, so a rule closed this.",
            (Verdict.Withdrawn, _) => "The facts changed, so this need not be decided any more.",
            (Verdict.Superseded, _) => "The facts changed, so a newer card asks about this.",
            (_, EscalationKind.Trouble) => $"This was already answered{chosen}",
            (Verdict.Denied, _) => $"This was already denied{chosen}",
            _ => $"This was already approved{chosen}",
        };
    }

    /// <summary>Somebody decided it, so naming them says something.</summary>
    internal static string? DecidedBy(Escalation settled) =>
        settled.Verdict is Verdict.Approved or Verdict.Denied ? settled.By : null;
}
