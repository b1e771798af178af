using System.Threading.Channels;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Lets announced parcels arrive and be looked at after a while, and loses a few on the way.</summary>
internal sealed class ParcelTraffic(PretendShipBob shipBob, PretendShipBobOptions options, TimeProvider clock)
    : BackgroundService
{
    private readonly Channel<Travelling> onTheRoad = Channel.CreateUnbounded<Travelling>();
    private readonly Channel<Travelling> atTheDock = Channel.CreateUnbounded<Travelling>();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        shipBob.Announced += Announced;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        shipBob.Announced -= Announced;
        return base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LetArriveAsync(stoppingToken), LetCompleteAsync(stoppingToken));

    private void Announced(ShipBobReturn made)
    {
        if (options.LoseOneIn == 0 || made.Id % options.LoseOneIn != 0)
            onTheRoad.Writer.TryWrite(new Travelling(made.ReferenceId, made.AnnouncedAt + options.ArriveAfter));
    }

    private async Task LetArriveAsync(CancellationToken cancel)
    {
        await foreach (var parcel in onTheRoad.Reader.ReadAllAsync(cancel))
        {
            await UntilAsync(parcel.Due, cancel);
            if (shipBob.Arrive(parcel.Reference))
                atTheDock.Writer.TryWrite(parcel with { Due = parcel.Due + options.CompleteAfter });
        }
    }

    private async Task LetCompleteAsync(CancellationToken cancel)
    {
        await foreach (var parcel in atTheDock.Reader.ReadAllAsync(cancel))
        {
            await UntilAsync(parcel.Due, cancel);
            shipBob.Complete(parcel.Reference);
        }
    }

    private Task UntilAsync(DateTimeOffset due, CancellationToken cancel)
    {
        var wait = due - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancel) : Task.CompletedTask;
    }

    private readonly record struct Travelling(string Reference, DateTimeOffset Due);
}
