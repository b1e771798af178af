using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Lets people say who they are in the other chat, and shows who they are taken for.</summary>
internal sealed class Linking(LinkDesk desk, SamePeople same, Roles roles, LoopList loops, LoopNotices notices)
{
    private const string NoSuchCode =
        "This code is not good, or not any more. Type link in the other chat, and what it says here; within ten minutes.";

    /// <summary>Gives a code, or takes one.</summary>
    internal Task<CommandReply> LinkAsync(Command.Link typed, Person person, CancellationToken cancel) =>
        typed.Code is { } code ? TakeAsync(code, person, cancel) : OfferAsync(person, cancel);

    /// <summary>Ends a link. What the settings say stays.</summary>
    internal async Task<CommandReply> UnlinkAsync(Person person, CancellationToken cancel)
    {
        var ended = await desk.EndAsync(person, cancel);
        var whole = await same.WholeAsync(person, cancel);
        var stays = whole.Others.Select(other => new Line("The settings name this under the same address", other));
        if (ended is null)
            return new CommandReply("You linked nobody.", [.. stays]);
        var other = ended.One == person.Id ? ended.Other : ended.One;
        var told = await TellAsync("no longer counts as one person across chats: unlinked", person, other, cancel);
        return new CommandReply(
            "You count as somebody else in the other chat from now on.",
            [new Line("Not for what is open already: there it stays as it was when it was asked."), .. stays, .. told]
        );
    }

    /// <summary>Who the person is taken for, and what they may.</summary>
    internal async Task<CommandReply> WhoAsync(Person person, CancellationToken cancel)
    {
        var whole = await same.WholeAsync(person, cancel);
        var mine = roles.Names.Where(role => roles.IsIn(person, role)).ToList();
        return new CommandReply(
            $"You are {person.Id}",
            [
                new Line(mine.Count == 0 ? "You have no role here." : $"Here you have: {string.Join(", ", mine)}."),
                .. whole.Others.Select(other => new Line($"The same person as {other}")),
                new Line(
                    whole.Others.Count == 0
                        ? "Nobody in another chat is known to be you. If you are there, type link."
                        : "One person counts once, and nobody decides what they asked for. Roles are each id's own."
                ),
            ]
        )
        {
            IsPrivate = true,
        };
    }

    private async Task<CommandReply> OfferAsync(Person person, CancellationToken cancel)
    {
        var code = await desk.OfferAsync(person, cancel);
        return new CommandReply(
            $"In the other chat, type to the bot: link {code}",
            [
                new Line("Good for ten minutes, once. Who types it counts as you: give it to nobody."),
                new Line("It gives you nothing there; roles are each id's own. It ends with: unlink"),
            ]
        )
        {
            IsPrivate = true,
        };
    }

    private async Task<CommandReply> TakeAsync(string code, Person person, CancellationToken cancel)
    {
        switch (await desk.TakeAsync(code, person, cancel))
        {
            case LinkTaken.Linked linked:
                var told = await TellAsync(
                    "counts as one person across chats from now on: linked",
                    person,
                    linked.Link.One,
                    cancel
                );
                return new CommandReply(
                    $"You and {linked.Link.One} are one person from now on.",
                    [new Line("You count once, and decide nothing that you asked for. It ends with: unlink"), .. told]
                );
            case LinkTaken.LinkedBefore before:
                return new CommandReply(
                    $"Not linked: {before.Link.One} and {before.Link.Other} are linked already.",
                    [new Line("Whoever of them is you types unlink first, and link again.")]
                );
            default:
                return new CommandReply(NoSuchCode);
        }
    }

    /// <summary>Everybody who works beside them hears it, so that nobody is made one with somebody else unnoticed.</summary>
    private async Task<IReadOnlyList<Line>> TellAsync(
        string what,
        Person person,
        string other,
        CancellationToken cancel
    )
    {
        var line = new Line(what, person.Id) { To = other };
        return (await notices.SayAsync([.. loops.All.Select(loop => loop.Name)], _ => line, cancel)).Untold;
    }
}
