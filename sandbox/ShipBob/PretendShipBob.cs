using System.Collections.Immutable;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>
/// The pretend warehouse: the returns it expects and how they move from announced to looked at. One return per reference,
/// and only one that still travels can be changed. https://developer.shipbob.com/guides/returns
/// </summary>
internal sealed class PretendShipBob(
    PretendShipBobOptions options,
    ShipBobWebhooks webhooks,
    Ledger ledger,
    TimeProvider clock
)
{
    private const string System = "shipbob";
    private readonly Dictionary<long, ShipBobReturn> returns = [];
    private readonly Dictionary<string, long> byReference = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long lastId = 250_000;

    /// <summary>Raised after a return was announced.</summary>
    internal event Action<ShipBobReturn>? Announced;

    internal ShipBobAnswer Announce(int channelId, ShipBobReturnRequest asked)
    {
        if (WrongWith(asked) is { } why)
            return new ShipBobAnswer.Refused(why);
        ShipBobReturn made;
        lock (gate)
        {
            if (byReference.ContainsKey(asked.ReferenceId))
                return new ShipBobAnswer.Refused($"Return with reference_id {asked.ReferenceId} already exists.");
            made = Reach(new ShipBobReturn(++lastId, channelId, asked), ShipBobStatus.AwaitingArrival);
            byReference[asked.ReferenceId] = made.Id;
        }

        ledger.Write(System, "return expected", made.ReferenceId, Describe(asked));
        webhooks.Send("return.created", made);
        Announced?.Invoke(made);
        return new ShipBobAnswer.Done(made);
    }

    internal ShipBobAnswer Change(long id, ShipBobReturnRequest asked)
    {
        if (WrongWith(asked) is { } why)
            return new ShipBobAnswer.Refused(why);
        ShipBobReturn changed;
        lock (gate)
        {
            if (!returns.TryGetValue(id, out var known))
                return new ShipBobAnswer.NotFound();
            if (known.Status is not ShipBobStatus.AwaitingArrival)
                return new ShipBobAnswer.Refused($"Return {id} cannot be modified in status {known.Status}.");
            if (known.ReferenceId != asked.ReferenceId)
                return new ShipBobAnswer.Refused("The reference_id of a return cannot be changed.");
            returns[id] = changed = known with { Asked = asked };
        }

        webhooks.Send("return.updated", changed);
        return new ShipBobAnswer.Done(changed);
    }

    internal ShipBobAnswer Cancel(long id)
    {
        ShipBobReturn cancelled;
        lock (gate)
        {
            if (!returns.TryGetValue(id, out var known))
                return new ShipBobAnswer.NotFound();
            if (known.Status is not ShipBobStatus.AwaitingArrival)
                return new ShipBobAnswer.Refused($"Return {id} cannot be cancelled in status {known.Status}.");
            cancelled = Reach(known, ShipBobStatus.Cancelled);
        }

        ledger.Write(System, "return cancelled", cancelled.ReferenceId);
        webhooks.Send("return.updated", cancelled);
        return new ShipBobAnswer.Done(cancelled);
    }

    /// <summary>The parcel is at the dock. False when no such return is awaited.</summary>
    internal bool Arrive(string returnReference)
    {
        ShipBobReturn arrived;
        lock (gate)
        {
            if (Find(returnReference) is not { Status: ShipBobStatus.AwaitingArrival } known)
                return false;
            arrived = Reach(known, ShipBobStatus.Arrived);
        }

        ledger.Write(System, "parcel received", arrived.ReferenceId, arrived.Asked.TrackingNumber ?? "");
        webhooks.Send("return.updated", arrived);
        return true;
    }

    /// <summary>The parcel was opened and its contents dealt with. False when it has not arrived, or was done before.</summary>
    internal bool Complete(string returnReference)
    {
        ShipBobReturn completed;
        lock (gate)
        {
            if (Find(returnReference) is not { Status: ShipBobStatus.Arrived } known)
                return false;
            completed = Reach(Reach(known, ShipBobStatus.Processing), ShipBobStatus.Completed);
        }

        webhooks.Send("return.completed", completed);
        return true;
    }

    internal ShipBobReturn? Find(long id)
    {
        lock (gate)
            return returns.GetValueOrDefault(id);
    }

    internal ShipBobReturn? Find(string returnReference)
    {
        lock (gate)
            return byReference.TryGetValue(returnReference, out var id) ? returns[id] : null;
    }

    /// <summary>All returns, oldest first.</summary>
    internal IReadOnlyList<ShipBobReturn> All()
    {
        lock (gate)
            return [.. returns.Values];
    }

    private ShipBobReturn Reach(ShipBobReturn known, ShipBobStatus status) =>
        returns[known.Id] = known with { History = known.History.Add(new ShipBobStep(status, clock.GetUtcNow())) };

    private string? WrongWith(ShipBobReturnRequest asked)
    {
        if (!options.Centers.Any(center => center.Id == asked.CenterId))
            return $"Fulfillment center {asked.CenterId} does not exist.";
        var seen = new HashSet<long>();
        foreach (var line in asked.Lines)
        {
            if (options.Inventory.FirstOrDefault(item => item.Id == line.InventoryId) is not { } item)
                return $"Inventory {line.InventoryId} does not exist.";
            if (item.IsDigital || item.IsBundle)
                return $"Inventory {line.InventoryId} is digital or a bundle and cannot be returned.";
            if (!seen.Add(line.InventoryId))
                return $"Inventory {line.InventoryId} is listed more than once.";
        }

        return null;
    }

    private static string Describe(ShipBobReturnRequest asked) =>
        $"{asked.Lines.Sum(line => line.Quantity)} pcs, {asked.TrackingNumber ?? "no tracking number"}";
}
