using System.Diagnostics;

namespace OpsBot.Bench.Speed.Load;

/// <summary>Sends to a bot, in one of two ways.</summary>
internal static class Sender
{
    /// <summary>Closed loop: so many in flight at any time, each next one when one was answered.</summary>
    /// <exception cref="InvalidOperationException">One was not accepted.</exception>
    internal static async Task AllAsync(Client client, IReadOnlyList<Signed> all, int atOnce)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => OneByOneAsync()));

        async Task OneByOneAsync()
        {
            while (Interlocked.Increment(ref next) is var at && at < all.Count)
                if (!await client.PostAsync(all[at]))
                    throw new InvalidOperationException($"{all[at].Name} was not accepted");
        }
    }

    /// <summary>
    /// Open loop: each is sent at its own time whatever became of those before, and its latency counts from the time it should
    /// have been sent, so that a sender that was held up does not hide a receiver that was slow.
    /// </summary>
    /// <param name="client">Who sends.</param>
    /// <param name="all">What.</param>
    /// <param name="perSecond">How many a second.</param>
    /// <param name="pack">Where given: makes the request at the moment it is sent.</param>
    internal static async Task<IReadOnlyList<Sent>> AtPaceAsync(
        Client client,
        IReadOnlyList<Signed> all,
        double perSecond,
        Func<Signed, Signed>? pack = null
    )
    {
        var began = Stopwatch.GetTimestamp();
        var sent = new Task<Sent>[all.Count];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var at = 0; at < all.Count; )
        {
            var due = began + (long)(at * Stopwatch.Frequency / perSecond);
            if (Stopwatch.GetTimestamp() < due)
            {
                await timer.WaitForNextTickAsync();
                continue;
            }

            var signed = pack is null ? all[at] : pack(all[at]);
            sent[at++] = Task.Run(() => SendAsync(client, signed, due));
        }

        return await Task.WhenAll(sent);
    }

    private static async Task<Sent> SendAsync(Client client, Signed signed, long due)
    {
        var accepted = await client.PostAsync(signed);
        return new Sent(signed.Name, due, Stopwatch.GetElapsedTime(due), accepted);
    }
}

/// <summary>What became of one request.</summary>
/// <param name="Name">What it was about.</param>
/// <param name="Due">When it should have been sent, by <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="Took">From then to its answer.</param>
/// <param name="Accepted">Whether the answer was 200.</param>
internal sealed record Sent(string Name, long Due, TimeSpan Took, bool Accepted);
