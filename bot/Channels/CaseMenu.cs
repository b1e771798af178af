namespace OpsBot.Bot.Channels;

/// <summary>What can be done with an open case besides deciding it; the same in every chat.</summary>
internal static class CaseMenu
{
    internal const string Claim = "claim";
    internal const string Release = "release";
    internal const string Assign = "assign";
    internal const string Ask = "ask";
    internal const string Note = "note";
    internal const string Amount = "amount";

    /// <summary>What a question's menu holds; at most five, which is what Slack's hold.</summary>
    internal static IReadOnlyList<CardAction> Of(Escalation asked)
    {
        var menu = new List<CardAction>
        {
            asked.Claim is null
                ? new(Claim, "I take it on", "Says that you are on this case")
                : new(Release, "Back to the queue", "Says that nobody is on this case"),
            new(Assign, "Assign to…", "Says who is on this case"),
            new(Ask, "Ask for information…", "Asks somebody something before it is decided"),
            new(Note, "Add a note…", "Adds a note to the case"),
        };
        if (asked.Question.Choices.Any(choice => choice.Amount is not null))
            menu.Add(new(Amount, "Approve another amount…", "Approves less than was asked"));
        return menu;
    }
}
