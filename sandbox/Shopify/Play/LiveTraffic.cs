namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>Keeps return requests coming, every so often by the clock it was given, or many at once when told.</summary>
internal sealed class LiveTraffic(ShopGenerator generator, PretendShopifyOptions options, TimeProvider clock)
    : BackgroundService
{
    /// <summary>So many requests now.</summary>
    internal void Emit(int count)
    {
        for (var done = 0; done < count; done++)
            generator.RequestReturn();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.TrafficEvery is not { } every)
            return;
        using var timer = new PeriodicTimer(every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Emit(1);
    }
}
