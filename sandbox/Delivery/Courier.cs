using System.Net.Http.Headers;
using System.Threading.Channels;

namespace OpsBot.Sandbox.Delivery;

/// <summary>
/// Posts webhooks as the vendors do: any 2xx in time is success, anything else is tried again on a schedule. It can be told
/// to deliver twice or out of order, because they do that as well.
/// </summary>
internal sealed class Courier : IAsyncDisposable
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(1);
    private readonly CourierOptions options;
    private readonly TimeProvider clock;
    private readonly Channel<Parcel> queue;
    private readonly HttpMessageInvoker http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        }
    );
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Alarms alarms;
    private readonly Task work;
    private TaskCompletionSource idle = Completed();
    private Parcel? held;
    private int pending;
    private long delivered;
    private long failed;

    internal Courier(CourierOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        alarms = new Alarms(clock);
        queue = Channel.CreateBounded<Parcel>(options.Capacity);
        work = Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Every parcel is delivered twice.</summary>
    internal bool Duplicate { get; set; }

    /// <summary>Parcels are delivered in pairs, the later one first. A parcel without a partner waits a second for one.</summary>
    internal bool Reorder { get; set; }

    /// <summary>Posts that were answered with a 2xx in time.</summary>
    internal long Delivered => Interlocked.Read(ref delivered);

    /// <summary>Posts that were not, retries included, and parcels the queue had no room for.</summary>
    internal long Failed => Interlocked.Read(ref failed);

    /// <summary>Parcels that wait for the hour of their retry.</summary>
    internal int Waiting => alarms.Count;

    internal void Send(Parcel parcel)
    {
        if (Reorder)
        {
            SendInPairs(parcel);
            return;
        }

        Queue(parcel);
        if (Duplicate)
            Queue(parcel);
    }

    /// <summary>Done when nothing is queued or under way. What waits for its retry does not count: move the clock, then ask again.</summary>
    internal Task IdleAsync()
    {
        lock (gate)
            return idle.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        queue.Writer.TryComplete();
        await work;
        await alarms.DisposeAsync();
        http.Dispose();
        stop.Dispose();
    }

    private void SendInPairs(Parcel parcel)
    {
        Parcel? earlier;
        lock (gate)
        {
            earlier = held;
            held = earlier is null ? parcel : null;
        }

        if (earlier is null)
        {
            alarms.After(LongestHold, () => Release(parcel));
            return;
        }

        Queue(parcel);
        Queue(earlier);
    }

    private void Release(Parcel parcel)
    {
        lock (gate)
        {
            if (!ReferenceEquals(held, parcel))
                return;
            held = null;
        }

        Queue(parcel);
    }

    private void Queue(Parcel parcel)
    {
        lock (gate)
        {
            if (pending++ == 0)
                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (queue.Writer.TryWrite(parcel))
            return;
        Interlocked.Increment(ref failed);
        Settle();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var parcel in queue.Reader.ReadAllAsync(stop.Token))
            {
                await DeliverAsync(parcel);
                Settle();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Closing time: what is undelivered stays so, as it would at a vendor that goes down.
        }
    }

    private async Task DeliverAsync(Parcel parcel)
    {
        if (await PostAsync(parcel))
        {
            Interlocked.Increment(ref delivered);
            return;
        }

        Interlocked.Increment(ref failed);
        if (parcel.Attempts < options.Retries.Count)
            alarms.After(options.Retries[parcel.Attempts], () => Queue(parcel with { Attempts = parcel.Attempts + 1 }));
        else
            parcel.GivenUp?.Invoke();
    }

    private async Task<bool> PostAsync(Parcel parcel)
    {
        using var patience = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, parcel.To)
        {
            Content = new ReadOnlyMemoryContent(parcel.Body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(parcel.ContentType);
        foreach (var (name, value) in parcel.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or IOException)
        {
            stop.Token.ThrowIfCancellationRequested();
            return false;
        }
    }

    private void Settle()
    {
        lock (gate)
        {
            if (--pending == 0)
                idle.TrySetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
