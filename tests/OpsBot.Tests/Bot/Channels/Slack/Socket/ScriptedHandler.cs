using System.Text.Json;
using OpsBot.Bot.Channels.Slack;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>Takes reactions as the test wants.</summary>
internal sealed class ScriptedHandler : ISlackHandler
{
    internal int Heard;

    internal Func<Task<SlackReply>> Reply { get; set; } = () => Task.FromResult(SlackReply.Nothing);

    public IEnumerable<string> Takes => ["event_callback:reaction_added"];

    public Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        Interlocked.Increment(ref Heard);
        return Reply();
    }
}
