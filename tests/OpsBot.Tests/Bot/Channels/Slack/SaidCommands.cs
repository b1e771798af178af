using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Writes commands down, and answers when the test lets it.</summary>
internal sealed class SaidCommands : ICommands
{
    internal List<(string Text, Person Person)> Said { get; } = [];

    internal Func<Task<CommandReply>> Reply { get; set; } =
        () =>
            Task.FromResult(
                new CommandReply("Status", [new Line("returns: running *bold* <!channel>", "slack:U0LEAD")])
            );

    public bool Understands(string text) => text.Split(' ')[0] is "status" or "assign" or "help";

    public Task<CommandReply> RunAsync(string text, Person person, CancellationToken cancel)
    {
        Said.Add((text, person));
        return Reply();
    }
}
