using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Answers a case by command, exactly as a click on its card does.</summary>
internal sealed class Deciding(CaseFinder finder, AnswerDesk answers, LoopNotices notices, ShopTimes times)
{
    internal async Task<CommandReply> DecideAsync(Command.Decide typed, Person person, CancellationToken cancel)
    {
        var found = await finder.FindAsync(typed.Words, cancel);
        if (found is not FoundCase.One one)
            return CaseReplies.Of((FoundCase.Not)found, times);
        var (choice, amount, why) = Read(typed, one);
        if (choice is null)
            return new CommandReply(why ?? "");
        var answer = new Answer(one.Asked.Id, person, choice.Key, typed.Because) { Amount = amount };
        return await answers.TakeAsync(answer, cancel) switch
        {
            AnswerResult.Accepted accepted => await DoneAsync(one, answer, choice, accepted, cancel),
            AnswerResult.TooLate late => CaseReplies.TooLate($"{one.Name}: too late.", late.Escalation, times),
            AnswerResult.Refused refused => new CommandReply(refused.Why),
            var other => throw new InvalidOperationException($"an answer came to {other}"),
        };
    }

    /// <summary>The choice that is meant, the amount, or why none is.</summary>
    private static (Choice? Choice, decimal? Amount, string? Why) Read(Command.Decide typed, FoundCase.One one)
    {
        var question = one.Asked.Question;
        var isStuck = one.Asked.Kind is EscalationKind.Trouble;
        if (typed.Verb == TroubleChoice.Skip)
            return question.Choices.FirstOrDefault(choice => isStuck && choice.Key == TroubleChoice.Skip) is { } skip
                ? Alone(skip, one.Rest)
                : (null, null, $"{one.Name}: there is no step that could be left out.");
        if (isStuck)
            return (null, null, $"{one.Name} is stuck: say retry or skip, or use its card.");
        var wanted = typed.Verb == "approve" ? Verdict.Approved : Verdict.Denied;
        var choices = question.Choices.Where(choice => choice.Verdict == wanted).ToList();
        var named = one.Rest.Count == 0 ? null : choices.Find(choice => IsKey(choice, one.Rest[0]));
        if ((named ?? (choices.Count == 1 ? choices[0] : null)) is not { } meant)
            return (null, null, Which(typed.Verb, one.Name, choices));
        var rest = named is null ? one.Rest : [.. one.Rest.Skip(1)];
        return wanted is Verdict.Denied || rest.Count == 0 ? Alone(meant, rest) : WithAmount(meant, rest);
    }

    private static bool IsKey(Choice choice, string word) =>
        choice.Key.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static (Choice?, decimal?, string?) Alone(Choice choice, IReadOnlyList<string> rest) =>
        rest.Count == 0
            ? (choice, null, null)
            : (
                null,
                null,
                $"'{string.Join(' ', rest)}' is more than this command takes. A reason stands behind because."
            );

    private static (Choice?, decimal?, string?) WithAmount(Choice choice, IReadOnlyList<string> rest)
    {
        var typed = string.Join(' ', rest);
        if (choice.Amount is not { } range)
            return (null, null, "No other amount can be chosen here.");
        return range.Read(typed) is { } amount
            ? (choice, amount, null)
            : (null, null, $"'{typed}' is not an amount in {range.Currency}. As in: {range.Most:0.##}");
    }

    private static string Which(string verb, string name, IReadOnlyList<Choice> choices) =>
        choices.Count == 0
            ? $"{name}: its card offers nothing like that."
            : $"Which? {string.Join("; ", choices.Select(choice => $"{choice.Key}: {choice.Label}"))}. As in: {verb} {name} {choices[0].Key}";

    private async Task<CommandReply> DoneAsync(
        FoundCase.One one,
        Answer answer,
        Choice choice,
        AnswerResult.Accepted accepted,
        CancellationToken cancel
    )
    {
        var chosen = AnswerDesk.Chosen(choice, answer.Amount);
        var what = chosen is null ? choice.Label : chosen.ToString();
        var because = string.IsNullOrWhiteSpace(answer.Reason) ? "" : $", because: {answer.Reason}";
        var verb =
            one.Asked.Kind is EscalationKind.Trouble ? "goes on"
            : choice.Verdict is Verdict.Denied ? "denied"
            : "approved";
        var told = await notices.SayAsync(
            [one.Asked.Loop],
            _ => new Line($"{one.Name} {verb}", answer.Person.Id, $": {what}{because}"),
            cancel
        );
        var onIt = accepted.OnIt is { } claim ? [CaseReplies.OnIt(claim, times)] : Array.Empty<Line>();
        return new CommandReply($"{one.Name} {verb}: {what}.", [.. onIt, .. told.Untold]);
    }
}
