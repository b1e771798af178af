using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.ShipBob;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

public sealed class ExpectParcelTests : IAsyncLifetime
{
    private Warehouse warehouse = null!;

    public async ValueTask InitializeAsync() => warehouse = await Warehouse.OpenAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task A_parcel_is_announced_and_seen()
    {
        var effect = Warehouse.Parcel("SHOE-42", "SHOE-43");
        (await warehouse.ReadBackAsync(effect)).ShouldBe(new ReadBack.DidNotTake("no such return"));
        (await warehouse.ActAsync(effect)).ShouldBe(new Acted.Done(warehouse.Number));
        var made = warehouse.ShipBob.Find(Warehouse.Reference).ShouldNotBeNull();
        made.Asked.CenterId.ShouldBe(22);
        made.Asked.Lines.ShouldBe([
            new ShipBobReturnLine(9_557_855, 1, ShipBobAction.Default),
            new ShipBobReturnLine(9_557_856, 1, ShipBobAction.Default),
        ]);
        (await warehouse.ReadBackAsync(effect)).ShouldBe(new ReadBack.Took(warehouse.Number));
    }

    [Fact]
    public async Task A_parcel_announced_twice_is_the_same_parcel()
    {
        var first = await warehouse.ActAsync(Warehouse.Parcel("SHOE-42"));
        (await warehouse.ActAsync(Warehouse.Parcel("SHOE-42"))).ShouldBe(first);
        warehouse.ShipBob.All().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(FaultKind.LostReply))]
    [InlineData(nameof(FaultKind.ErrorAfterDoing))]
    [InlineData(nameof(FaultKind.Truncated))]
    public async Task A_lost_answer_is_settled_by_looking(string fault)
    {
        warehouse.Order(Enum.Parse<FaultKind>(fault), "/return");
        var effect = Warehouse.Parcel("SHOE-42");
        (await FailsAsync(effect)).Kind.ShouldBe(FailureKind.Uncertain);
        (await warehouse.ReadBackAsync(effect)).ShouldBe(new ReadBack.Took(warehouse.Number));
    }

    [Fact]
    public async Task ShipBob_says_how_long_to_wait()
    {
        warehouse.Pretend.Faults.Set(
            new FaultOrder("shipbob", FaultKind.TooMany) { Wait = TimeSpan.FromSeconds(25), Times = 1 }
        );
        var failure = await FailsAsync(Warehouse.Parcel("SHOE-42"));
        failure.Kind.ShouldBe(FailureKind.Safe);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(25));
        warehouse.ShipBob.All().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_SKU_that_ShipBob_does_not_know_is_named_and_asked_for_each_time()
    {
        // Parts of SKUs and names are found by ShipBob's search, but are other goods.
        var no = await warehouse.ActAsync(Warehouse.Parcel("SHOE-42", "SHOE"));
        no.ShouldBe(new Acted.Refused("ShipBob knows no SKU 'SHOE'."));
        await warehouse.ActAsync(Warehouse.Parcel("SHOE-42", "SHOE"));
        warehouse.ShipBob.All().ShouldBeEmpty();
        warehouse.Calls("GET", "SearchBy=SHOE-42").ShouldBe(1);
        warehouse.Calls("GET", "SearchBy=SHOE&").ShouldBe(2);
    }

    [Fact]
    public async Task What_ShipBob_does_not_take_back_is_refused_in_its_words()
    {
        var no = (await warehouse.ActAsync(Warehouse.Parcel("GIFT"))).ShouldBeOfType<Acted.Refused>();
        no.Why.ShouldBe("Inventory 9557857 is digital or a bundle and cannot be returned.");
        await warehouse.ActAsync(Warehouse.Parcel("GIFT"));
        warehouse.Calls("GET", "SearchBy=GIFT").ShouldBe(2, "a refused number is not trusted again");
    }

    [Fact]
    public async Task A_cancelled_return_is_not_taken_for_ours()
    {
        var effect = Warehouse.Parcel("SHOE-42");
        await warehouse.ActAsync(effect);
        warehouse.ShipBob.Cancel(warehouse.ShipBob.All()[0].Id);
        (await warehouse.ReadBackAsync(effect)).ShouldBe(
            new ReadBack.DidNotTake($"return {warehouse.Number} was cancelled")
        );
        (await warehouse.ActAsync(effect)).ShouldBe(
            new Acted.Refused(
                $"ShipBob has a cancelled return {warehouse.Number} under {Warehouse.Reference} and takes no second one."
            )
        );
    }

    [Fact]
    public async Task An_id_that_fits_no_box_is_refused()
    {
        var effect = new ExpectParcel(new string('x', 51), [new ParcelLine("SHOE-42", 1)]);
        (await warehouse.ActAsync(effect)).ShouldBeOfType<Acted.Refused>();
        (await warehouse.ReadBackAsync(effect)).ShouldBeOfType<ReadBack.DidNotTake>();
    }

    [Theory]
    [InlineData("Token", "pat-2", "ShipBob: answered 401")]
    [InlineData("ChannelId", "104002", "ShipBob: answered 403")]
    public async Task Wrong_credentials_need_mending(string key, string value, string says)
    {
        await using var other = Warehouse.Connect(
            ConnectorHost.AddressOf(warehouse.Pretend),
            warehouse.Pretend.Clock,
            (key, value)
        );
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            other.ActAsync(Warehouse.Parcel("SHOE-42"), Warehouse.Key)
        );
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Message.ShouldBe(says);
    }

    private Task<OutsideException> FailsAsync(ExpectParcel effect) =>
        Should.ThrowAsync<OutsideException>(() => warehouse.ActAsync(effect));
}
