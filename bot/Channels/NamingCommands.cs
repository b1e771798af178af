using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels;

/// <summary>Stands before the commands: an answer is read in the chat of whoever typed it.</summary>
internal sealed class NamingCommands(ICommands commands, ChatNames names) : ICommands
{
    public async Task<CommandReply> RunAsync(string text, Person person, CancellationToken cancel)
    {
        var reply = await commands.RunAsync(text, person, cancel);
        var chat = Person.ChatOf(person.Id);
        return reply with { Lines = await names.InAsync(chat, reply.Lines, cancel) };
    }

    public bool Understands(string text) => commands.Understands(text);
}

/// <summary>Stands before the overview, for the sake of whom it speaks of.</summary>
internal sealed class NamingOverview(IOverview overview, ChatNames names) : IOverview
{
    /// <summary>It is not known yet which chat shows it.</summary>
    private const string Nowhere = "";

    public async Task<Overview> ReadAsync(CancellationToken cancel)
    {
        var seen = await overview.ReadAsync(cancel);
        var people = seen
            .Open.Select(asked => asked.Claim?.By)
            .Concat(seen.Loops.SelectMany(loop => (string?[])[loop.Owner, loop.State?.By]));
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in people.OfType<string>())
            named[person] = await names.InAsync(Nowhere, person, cancel);
        return seen with { Names = named };
    }
}
