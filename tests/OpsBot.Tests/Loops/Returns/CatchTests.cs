using OpsBot.Loops.Engine;
using OpsBot.Loops.Returns;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Loops.Returns;

public sealed class CatchTests
{
    [Fact]
    public void Only_a_request_begins_a_run()
    {
        var requested = new ReturnChanged("r", ReturnChange.Requested) { Name = "#1-R1", Order = "o" };
        Catch.From(requested).ShouldBe(new Caught.Starts(new Subject("r", "#1-R1"), "o"));

        foreach (var other in Enum.GetValues<ReturnChange>().Where(kind => kind is not ReturnChange.Requested))
            Catch.From(new ReturnChanged("r", other)).ShouldBe(new Caught.Joins("r"));
    }

    [Fact]
    public void What_happens_to_order_or_parcel_joins_the_open_run()
    {
        Catch.From(new RefundMade("o", "r")).ShouldBe(new Caught.Joins("r"));
        Catch.From(new RefundMade("o", null)).ShouldBe(new Caught.JoinsAll("o"));
        Catch.From(new OrderCancelled("o")).ShouldBe(new Caught.JoinsAll("o"));
        Catch.From(new DisputeChanged("o")).ShouldBe(new Caught.JoinsAll("o"));
        Catch.From(new ParcelChanged("r", Arrived: true)).ShouldBe(new Caught.Joins("r"));
    }
}
