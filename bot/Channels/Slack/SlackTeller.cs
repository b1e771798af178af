using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Tells one person something after Slack's request was answered, since Slack waits three seconds and no longer. What is told
/// is a courtesy: the record is elsewhere, so a restart may lose it.
/// </summary>
internal sealed partial class SlackTeller(SlackClient client, ILogger<SlackTeller> log) : BackgroundService
{
    private const int Most = 1_000;
    private const int AtOnce = 8;

    private readonly Channel<Telling> queue = Channel.CreateBounded<Telling>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Tells it soon.</summary>
    internal void Tell(Telling telling) => queue.Writer.TryWrite(telling);

    /// <summary>A message for one person, as a response_url or a command's answer takes it.</summary>
    internal static JsonObject Ephemeral(SlackMessage message) =>
        new()
        {
            ["response_type"] = "ephemeral",
            ["replace_original"] = false,
            ["text"] = message.Text,
            ["blocks"] = message.Blocks.DeepClone(),
        };

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(
            queue.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
            async (telling, cancel) => await TellAsync(telling, cancel)
        );

    private async Task TellAsync(Telling telling, CancellationToken cancel)
    {
        try
        {
            if (await telling.Message is not { } message)
                return;
            if (await RespondAsync(telling, message, cancel))
                return;
            // Whoever looks at their home tab or at a form is in no channel: docs.slack.dev/reference/methods/chat.postMessage
            // takes a person for a channel.
            if (telling.Channel.Length == 0)
                await client.PostMessageAsync(telling.User, message, thread: null, cancel);
            else
                await client.PostEphemeralAsync((telling.Channel, telling.Thread), telling.User, message, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotTold(log, fault, telling.User, telling.Channel);
        }
    }

    private async Task<bool> RespondAsync(Telling telling, SlackMessage message, CancellationToken cancel)
    {
        try
        {
            return await client.RespondAsync(telling.Respond, Ephemeral(message), cancel);
        }
        catch (OutsideException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{User} could not be told something in {Channel}")]
        internal static partial void NotTold(ILogger log, Exception fault, string user, string channel);
    }
}

/// <summary>Something to tell one person.</summary>
/// <param name="Respond">Where they can be answered, which works for half an hour; never kept or logged.</param>
/// <param name="Channel">The channel they are looking at.</param>
/// <param name="User">Who.</param>
/// <param name="Message">What; may still be under way, and come to nothing.</param>
internal sealed record Telling(Uri? Respond, string Channel, string User, Task<SlackMessage?> Message)
{
    /// <summary>The thread they are looking at, where it is one.</summary>
    internal string? Thread { get; init; }
}
