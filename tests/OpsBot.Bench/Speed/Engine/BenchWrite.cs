using System.Collections.Concurrent;
using System.Net.Http.Json;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Speed.Engine;

/// <summary>One write in one system of the far side.</summary>
/// <param name="Place">Which system.</param>
/// <param name="Order">The order it is about.</param>
/// <param name="Note">What is written.</param>
internal sealed record BenchWrite(string Place, string Order, string Note) : Effect
{
    /// <summary>The three systems a run writes to, in order.</summary>
    internal static IReadOnlyList<string> Places { get; } = ["bench-shop", "bench-3pl", "bench-desk"];

    public override string System => Place;

    public override string Preview => $"Write to {Place}: {Note}";
}

/// <summary>
/// Writes to the far side, which honours the key. Its answer says what was stored, so a write of this process is confirmed by
/// its receipt; a write of an earlier process, or any where <paramref name="role"/> says so, is read back by a second call.
/// </summary>
internal sealed class BenchWriteActor(OutsideClient outside, BenchRole role) : Actor<BenchWrite>
{
    internal const string KeyHeader = "Idempotency-Key";

    private static readonly string[] Tags = ["opsbot", "bench"];
    private readonly ConcurrentDictionary<EffectKey, string> receipts = new();

    protected override async Task<Acted> ActAsync(BenchWrite effect, EffectKey key, CancellationToken cancel)
    {
        var answer = await outside.SendAsync(effect.Place, () => Post(effect, key), Safety.KeyedWrite, cancel);
        if (!answer.IsSuccess)
            return new Acted.Refused($"answered {answer.Status}");
        var receipt = answer.Json(Safety.KeyedWrite).GetProperty("id").GetString()!;
        if (!role.ReadsBack)
            receipts[key] = receipt;
        return new Acted.Done(receipt);
    }

    protected override async Task<ReadBack> ReadBackAsync(BenchWrite effect, EffectKey key, CancellationToken cancel)
    {
        if (receipts.TryRemove(key, out var receipt))
            return new ReadBack.Took(receipt);
        var answer = await outside.SendAsync(effect.Place, () => Get(effect, key), Safety.Read, cancel);
        return answer.IsSuccess
            ? new ReadBack.Took(answer.Json(Safety.Read).GetProperty("id").GetString()!)
            : new ReadBack.DidNotTake("no such write");
    }

    private static HttpRequestMessage Post(BenchWrite effect, EffectKey key) =>
        new(HttpMethod.Post, $"{effect.Place}/{effect.Order}")
        {
            Headers = { { KeyHeader, key.ToString() } },
            Content = JsonContent.Create(
                new
                {
                    order = effect.Order,
                    note = effect.Note,
                    tags = Tags,
                }
            ),
        };

    private static HttpRequestMessage Get(BenchWrite effect, EffectKey key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{effect.Place}/{effect.Order}");
        request.Headers.Add(KeyHeader, key.ToString());
        return request;
    }
}

/// <summary>How the bot under test behaves.</summary>
/// <param name="ReadsBack">Every write is read back by a second call.</param>
/// <param name="IsInTeams">Its cards are in Teams, too.</param>
internal sealed record BenchRole(bool ReadsBack, bool IsInTeams);
