using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>What a happening in the shop means to a return.</summary>
public static class Catch
{
    /// <summary>A request begins a run; whatever else happens to the return, its order or its parcel matters only to that run.</summary>
    public static Caught? From(Happening happening) =>
        happening switch
        {
            ReturnChanged { Kind: ReturnChange.Requested } requested => new Caught.Starts(
                new Subject(requested.Return, requested.Name ?? requested.Return),
                requested.Order
            )
            {
                OnlyOnce = requested.IsFound,
            },
            ReturnChanged changed => new Caught.Joins(changed.Return),
            RefundMade { Return: { } of } => new Caught.Joins(of),
            RefundMade refund => new Caught.JoinsAll(refund.Order),
            OrderCancelled cancelled => new Caught.JoinsAll(cancelled.Order),
            DisputeChanged dispute => new Caught.JoinsAll(dispute.Order),
            ParcelChanged parcel => new Caught.Joins(parcel.Reference),
            _ => null,
        };
}
