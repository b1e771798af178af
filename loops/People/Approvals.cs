using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>May this person give this answer to this question? Pure; the same for every door.</summary>
public static class Approvals
{
    /// <summary>What is said where a reason is missing.</summary>
    public const string SayWhy = "Please say why.";

    /// <summary>Why not, in words for that person; nothing where they may.</summary>
    public static string? Refusal(Escalation escalation, Answer answer, Roles roles)
    {
        if (Refusal(escalation, answer.Person, roles) is { } why)
            return why;
        var choice = escalation.Question.Choices.FirstOrDefault(choice => choice.Key == answer.Choice);
        if (choice is null)
            return answer.Choice == TroubleChoice.StartOver
                ? "It cannot start over: it has begun nothing, or what it began may have happened. A retry finds out which."
                : "This card has changed. Please look at its newest version.";
        return AmountRefusal(choice, answer.Amount) ?? ReasonRefusal(choice, answer.Reason);
    }

    /// <summary>Why this person may not answer this question at all; nothing where they may.</summary>
    public static string? Refusal(Escalation escalation, Person person, Roles roles)
    {
        var question = escalation.Question;
        if (!person.IsOurs)
            return "Only members of this workspace can decide this.";
        if (!roles.IsIn(person, question.MayAnswer))
            return question.MayAnswer.Count == 0
                ? "Nobody may decide this: the loop has no approvers configured."
                : $"Only {Words(question.MayAnswer)} can decide this.";
        return question.AskedBy is { } asker && roles.IsOf(person, asker)
            ? "You asked for this yourself, so somebody else has to decide it."
            : null;
    }

    /// <summary>Why this sum cannot be chosen, in words a form can show under its field; nothing where it can, or none is chosen.</summary>
    public static string? AmountRefusal(Choice choice, decimal? amount) =>
        amount is not { } chosen ? null
        : choice.Amount is { } range ? range.Refusal(chosen)
        : "No other amount can be chosen here.";

    /// <summary>Why this reason is not enough, in words a form can show under its field; nothing where it is.</summary>
    public static string? ReasonRefusal(Choice choice, string? reason) =>
        choice.NeedsReason && string.IsNullOrWhiteSpace(reason) ? SayWhy : null;

    private static string Words(IReadOnlyList<string> roles) =>
        string.Join(" or ", roles.Select(role => $"the {role} role"));
}
