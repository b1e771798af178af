using System.Collections.Concurrent;
using OpsBot.Bot.Channels.Teams;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>Writes down what gets through the door, and answers as the test says.</summary>
internal sealed class HeardActivities : ITeamsHandler
{
    private readonly ConcurrentQueue<TeamsActivity> heard = new();

    internal IReadOnlyList<TeamsActivity> Heard => [.. heard];

    /// <summary>How it is answered; nothing unless told otherwise.</summary>
    internal Func<TeamsActivity, CancellationToken, Task<TeamsReply>> Answer { get; set; } =
        (_, _) => Task.FromResult(TeamsReply.Nothing);

    public IEnumerable<string> Takes =>
        ["message", "installationUpdate", "conversationUpdate", "invoke:adaptiveCard/action", "invoke:task/submit"];

    public Task<TeamsReply> HandleAsync(TeamsActivity activity, CancellationToken cancel)
    {
        heard.Enqueue(activity);
        return Answer(activity, cancel);
    }
}
