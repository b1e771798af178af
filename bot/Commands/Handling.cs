using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>What people do with a case before it is decided: who is on it, notes, inquiries.</summary>
internal sealed class Handling(
    CaseFinder finder,
    CaseDesk desk,
    LoopNotices notices,
    ShopTimes times,
    ChatPeople people
)
{
    internal async Task<CommandReply> HandleAsync(Command.Handle typed, Person person, CancellationToken cancel)
    {
        var found = await finder.FindAsync(typed.Words, cancel);
        if (found is not FoundCase.One one)
            return CaseReplies.Of((FoundCase.Not)found, times);
        var words = string.Join(' ', one.Rest);
        switch (typed.Verb)
        {
            case "claim" or "release" when one.Rest.Count > 0:
                return new CommandReply($"'{words}' is more than this command takes. Type help for its form.");
            case "claim":
                var claimed = await desk.ClaimAsync(one.Asked.Id, person, cancel);
                return await ToldAsync(one, claimed, person, new("taken on"), cancel);
            case "release":
                var released = await desk.ReleaseAsync(one.Asked.Id, person, cancel);
                return await ToldAsync(one, released, person, new("released"), cancel);
            case "note":
                var noted = await desk.NoteAsync(one.Asked.Id, words, person, key: null, cancel);
                return await ToldAsync(one, noted, person, new("noted") { Behind = $": {words}" }, cancel);
            case "assign":
                return await AssignAsync(one, person, cancel);
            default:
                return await AskAsync(one, person, cancel);
        }
    }

    private async Task<CommandReply> AssignAsync(FoundCase.One one, Person person, CancellationToken cancel)
    {
        if (one.Rest is not [var word] || PersonMention.Read(word) is not { } to)
            return new CommandReply($"To whom? As in: assign {one.Name} @somebody, picked from the chat's own list.");
        var assigned = await desk.AssignAsync(one.Asked.Id, await people.FindAsync(to, cancel), person, cancel);
        return await ToldAsync(one, assigned, person, new("assigned") { To = to }, cancel);
    }

    private async Task<CommandReply> AskAsync(FoundCase.One one, Person person, CancellationToken cancel)
    {
        var of = one.Rest.Count > 0 ? PersonMention.Read(one.Rest[0]) : null;
        var words = string.Join(' ', one.Rest.Skip(of is null ? 0 : 1));
        var whom = of is null ? null : await people.FindAsync(of, cancel);
        var asked = await desk.AskAsync(one.Asked.Id, whom, words, person, key: null, cancel);
        return await ToldAsync(one, asked, person, new("asked about") { Behind = $": {words}", To = of }, cancel);
    }

    private async Task<CommandReply> ToldAsync(
        FoundCase.One one,
        CaseResult result,
        Person person,
        Doing what,
        CancellationToken cancel
    )
    {
        if (result is CaseResult.Refused refused)
            return refused.OnIt is { } claim
                ? new CommandReply($"{one.Name}: somebody else is on it.", [CaseReplies.OnIt(claim, times)])
                : new CommandReply(refused.Why);
        var told = await notices.SayAsync(
            [one.Asked.Loop],
            _ => new Line($"{one.Name} {what.Done}", person.Id, what.Behind) { To = what.To },
            cancel
        );
        return new CommandReply($"{one.Name} {what.Done}.", told.Untold);
    }

    /// <param name="Done">As it is told: <c>taken on</c>.</param>
    private sealed record Doing(string Done)
    {
        /// <summary>What follows the person who did it.</summary>
        internal string Behind { get; init; } = "";

        /// <summary>Whom it concerns.</summary>
        internal string? To { get; init; }
    }
}
