using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Remembers what Teams sent and what it was answered, across restarts and for every bot of the store. Of what was said only that
/// it came is kept; answers to invokes for a quarter of an hour.
/// </summary>
internal sealed class TeamsSeen(IEventStore events, IChatMemory memory, TimeProvider clock)
{
    /// <summary>Answers stand apart from what Teams must know again, and are many.</summary>
    internal const string Answers = "teams answers";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private long? swept;

    /// <summary>The same for the same activity, however often it is sent.</summary>
    internal static string KeyOf(TeamsActivity activity) => $"{activity.ConversationId}|{activity.Id}";

    /// <summary>It came for the first time.</summary>
    internal async Task<bool> IsFirstAsync(TeamsActivity activity, CancellationToken cancel)
    {
        var arrival = new Arrival("teams", KeyOf(activity), activity.Kind, ReadOnlyMemory<byte>.Empty, null);
        return await events.ReceiveAsync(arrival, [], cancel) is Received.Stored;
    }

    /// <summary>What it was answered; nothing where that is not known (any more).</summary>
    internal async Task<TeamsReply?> AnswerAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (!activity.IsInvoke)
            return TeamsReply.Nothing;
        return await memory.FindAsync(Answers, KeyOf(activity), cancel) is { } kept ? Read(kept) : null;
    }

    /// <summary>Keeps what it was answered.</summary>
    internal async Task KeepAsync(TeamsActivity activity, TeamsReply reply, CancellationToken cancel)
    {
        if (!activity.IsInvoke)
            return;
        var kept = new JsonObject
        {
            ["until"] = (clock.GetUtcNow() + Kept).ToUnixTimeSeconds(),
            ["status"] = reply.Status,
            ["body"] = reply.Body?.DeepClone(),
        };
        await memory.KeepAsync(Answers, KeyOf(activity), TeamsJson.Write(kept), cancel);
        if (IsTimeToSweep())
            await SweepAsync(cancel);
    }

    private bool IsTimeToSweep()
    {
        lock (gate)
        {
            if (swept is { } last && clock.GetElapsedTime(last) < BetweenSweeps)
                return false;
            swept = clock.GetTimestamp();
            return true;
        }
    }

    /// <summary>Forgets what is too old to be asked for.</summary>
    internal async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (key, kept) in await memory.AllAsync(Answers, cancel))
        {
            if (JsonSerializer.Deserialize<JsonElement>(kept).At("until").GetInt64() < now)
                await memory.ForgetAsync(Answers, key, cancel);
        }
    }

    private static TeamsReply Read(string kept)
    {
        var read = JsonNode.Parse(kept)!.AsObject();
        var body = read["body"]?.AsObject();
        return new TeamsReply(
            Convert.ToInt32(read["status"]!.ToJsonString(), CultureInfo.InvariantCulture),
            body?.DeepClone().AsObject()
        );
    }
}
