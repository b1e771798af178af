using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>May this person give this answer to this question? Pure; the same for every door.</summary>
public static class Approvals
{
    /// <summary>Why not, in words for that person; nothing where they may.</summary>
    public static string? Refusal(Escalation escalation, Answer answer, Roles roles)
    {
        var question = escalation.Question;
        if (!answer.Person.IsOurs)
            return "Only members of this workspace can decide this.";
        if (!roles.IsIn(answer.Person, question.MayAnswer))
            return question.MayAnswer.Count == 0
                ? "Nobody may decide this: the loop has no approvers configured."
                : $"Only {Words(question.MayAnswer)} can decide this.";
        if (question.AskedBy == answer.Person.Id)
            return "You asked for this yourself, so somebody else has to decide it.";
        var choice = question.Choices.FirstOrDefault(choice => choice.Key == answer.Choice);
        if (choice is null)
            return answer.Choice == TroubleChoice.StartOver
                ? "It cannot start over: it has begun nothing, or what it began may have happened. A retry finds out which."
                : "This card has changed. Please look at its newest version.";
        return choice.NeedsReason && string.IsNullOrWhiteSpace(answer.Reason) ? "Please say why." : null;
    }

    private static string Words(IReadOnlyList<string> roles) =>
        string.Join(" or ", roles.Select(role => $"the {role} role"));
}
