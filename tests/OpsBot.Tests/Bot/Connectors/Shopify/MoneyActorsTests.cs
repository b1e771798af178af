using System.Globalization;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;
using Money = OpsBot.Loops.Engine.Money;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>Giving money back, before the goods are here or with them: exactly once, exactly what was decided.</summary>
public sealed class MoneyActorsTests : IAsyncLifetime
{
    private PretendShop shop = null!;

    public async ValueTask InitializeAsync() => shop = await PretendShop.OpenAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task A_refund_before_the_goods_are_here_pays_and_restocks_nothing()
    {
        var (back, key) = (Open(shop.Order()), shop.Key(3));
        var wanted = Refund(back, 80);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBe(new ReadBack.DidNotTake("no such refund"));
        var done = (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Done>();

        var refund = back.Order.Refunds.ShouldHaveSingleItem();
        done.Receipt.ShouldBe(refund.Gid);
        refund.Note.ShouldBe($"OpsBot {key}, {back.Gid}");
        refund.Total.Presentment.ShouldBe(80);
        refund.Lines.ShouldHaveSingleItem().RestockType.ShouldBe("NO_RESTOCK");
        refund.Lines[0].Quantity.ShouldBe(2);
        back.Lines[0].Processed.ShouldBe(0);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBe(new ReadBack.Took(refund.Gid));
        (await shop.FileAsync(back)).Return.RefundedSoFar.ShouldBe(80);
    }

    [Fact]
    public async Task The_customer_gets_the_money_they_paid_with()
    {
        var back = Open(shop.Order(currency: "USD", rate: 1.08m));
        var wanted = new RefundReturn(back.Gid, back.Order.Gid, new Money(80, "EUR"), new Money(86.40m, "USD"));
        var key = shop.Key();
        (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Done>();
        back.Order.Refunds.ShouldHaveSingleItem().Total.Presentment.ShouldBe(86.40m);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.Took>();
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_its_note_and_nothing_is_paid_twice()
    {
        var (back, key) = (Open(shop.Order()), shop.Key());
        var wanted = Refund(back, 80);
        shop.LoseAnswerTo = "RefundOrder";
        var failure = await Should.ThrowAsync<OutsideException>(() => shop.Connector.ActAsync(wanted, key));
        failure.Kind.ShouldBe(FailureKind.Uncertain);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.Took>();
        shop.Asked.Count(name => name == "RefundOrder").ShouldBe(1);
        back.Order.Refunds.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("79.99")]
    [InlineData("100.00")]
    public async Task Another_sum_than_was_decided_is_refused_with_both(string decided)
    {
        var back = Open(shop.Order());
        var sum = decimal.Parse(decided, CultureInfo.InvariantCulture);
        var refused = (await shop.Connector.ActAsync(Refund(back, sum), shop.Key())).ShouldBeOfType<Acted.Refused>();
        refused.Why.ShouldBe($"{decided} EUR was to be given back, but Shopify now says 80.00 EUR.");
        back.Order.Refunds.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_people_refunded_meanwhile_is_not_refunded_again()
    {
        var back = Open(shop.Order());
        shop.Shopify.Merchant.Refund(back);
        var key = shop.Key();
        (await shop.Connector.ActAsync(Refund(back, 80), key))
            .ShouldBeOfType<Acted.Refused>()
            .Why.ShouldBe("80.00 EUR was to be given back, but Shopify now says nothing is due.");
        (await shop.Connector.ReadBackAsync(Refund(back, 80), key)).ShouldBeOfType<ReadBack.DidNotTake>();
        back.Order.Refunds.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_return_the_shop_took_back_meanwhile_is_not_paid()
    {
        var back = Open(shop.Order());
        shop.Shopify.Merchant.Cancel(back);
        (await shop.Connector.ActAsync(Refund(back, 80), shop.Key())).ShouldBe(
            new Acted.Refused("The return is canceled.")
        );
        back.Order.Refunds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_whose_payment_failed_did_not_take()
    {
        var (back, key) = (Open(shop.Order()), shop.Key());
        await shop.Connector.ActAsync(Refund(back, 80), key);
        back.Order.Refunds[0]
            .Transactions.Add(
                new Transaction(1)
                {
                    Order = back.Order,
                    Kind = "REFUND",
                    Status = "FAILURE",
                    Gateway = "shopify_payments",
                    Amount = Amount.Zero,
                    CreatedAt = back.CreatedAt,
                }
            );
        (await shop.Connector.ReadBackAsync(Refund(back, 80), key)).ShouldBe(
            new ReadBack.DidNotTake("a refund whose payment failed")
        );
    }

    [Fact]
    public async Task A_second_try_without_looking_pays_nothing_either()
    {
        var (back, key) = (Open(shop.Order(lines: 2)), shop.Key());
        var wanted = new RefundReturn(back.Gid, back.Order.Gid, new Money(160, "EUR"), new Money(160, "EUR"));
        shop.LoseAnswerTo = "RefundOrder";
        await Should.ThrowAsync<OutsideException>(() => shop.Connector.ActAsync(wanted, key));
        (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Refused>();
        shop.Did("refund").ShouldBe(1);
    }

    [Fact]
    public async Task A_refund_of_another_sum_under_our_note_did_not_take()
    {
        var (back, key) = (Open(shop.Order()), shop.Key());
        await shop.Connector.ActAsync(Refund(back, 80), key);
        (await shop.Connector.ReadBackAsync(Refund(back, 70), key)).ShouldBe(
            new ReadBack.DidNotTake("a refund of 80.00 EUR")
        );
    }

    [Fact]
    public async Task The_first_effect_of_a_run_is_not_taken_for_its_tenth()
    {
        var back = Open(shop.Order());
        var tenth = shop.Key(10);
        await shop.Connector.ActAsync(Refund(back, 80), tenth);
        (
            await shop.Connector.ReadBackAsync(Refund(back, 80), tenth with { Step = 1 })
        ).ShouldBeOfType<ReadBack.DidNotTake>();
    }

    [Fact]
    public async Task Goods_that_came_back_go_into_stock_and_the_money_goes_out()
    {
        var (back, key) = (Open(shop.Order()), shop.Key());
        var wanted = Receive(back, 80);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBe(
            new ReadBack.DidNotTake("goods that are not counted yet")
        );
        (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Done>();
        back.Lines[0].Processed.ShouldBe(2);
        Shelf(back).ShouldBe([("RESTOCKED", 2, shop.Shopify.Shop.Locations[0])]);
        back.Order.Refunds.ShouldHaveSingleItem().Total.Presentment.ShouldBe(80);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.Took>();
    }

    [Fact]
    public async Task A_lost_answer_to_that_is_settled_by_the_quantities_and_not_repeated()
    {
        var (back, key) = (Open(shop.Order()), shop.Key());
        shop.LoseAnswerTo = "ProcessReturn";
        var failure = await Should.ThrowAsync<OutsideException>(() => shop.Connector.ActAsync(Receive(back, 80), key));
        failure.Kind.ShouldBe(FailureKind.Uncertain);
        (await shop.Connector.ReadBackAsync(Receive(back, 80), key)).ShouldBeOfType<ReadBack.Took>();
        (await shop.Connector.ActAsync(Receive(back, 80), key)).ShouldBeOfType<Acted.Done>();
        shop.Asked.Count(name => name == "ProcessReturn").ShouldBe(1);
        shop.Did("refund").ShouldBe(1);
    }

    [Fact]
    public async Task After_an_early_refund_the_goods_are_received_without_money()
    {
        var back = Open(shop.Order());
        await shop.Connector.ActAsync(Refund(back, 80), shop.Key());
        var key = shop.Key(1);
        var wanted = new ReceiveReturn(back.Gid, back.Order.Gid, null, null);
        (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Done>();
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.Took>();
        shop.Did("refund").ShouldBe(1);
        Shelf(back).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_is_not_counted_yet_is_counted()
    {
        var back = Open(shop.Order(lines: 60));
        var wanted = new ReceiveReturn(back.Gid, back.Order.Gid, null, null);
        await shop.Connector.ActAsync(wanted, shop.Key());
        back.Lines.ShouldAllBe(line => line.Processed == 2);
        Shelf(back).Count.ShouldBe(60);
        (await shop.Connector.ActAsync(wanted, shop.Key(1))).ShouldBeOfType<Acted.Done>();
        shop.Asked.Count(name => name == "ProcessReturn").ShouldBe(1);
    }

    [Fact]
    public async Task Goods_counted_by_hand_without_the_money_are_left_to_people()
    {
        var back = Open(shop.Order());
        await shop.Connector.ActAsync(new ReceiveReturn(back.Gid, back.Order.Gid, null, null), shop.Key());
        (await shop.Connector.ActAsync(Receive(back, 80), shop.Key()))
            .ShouldBeOfType<Acted.Refused>()
            .Why.ShouldBe("The goods were counted already, but the money was not given back with them.");
        back.Order.Refunds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_of_the_same_sum_that_was_there_before_is_not_taken_for_ours()
    {
        var back = Open(shop.Order());
        var wanted = Receive(back, 80);
        await shop.Connector.ActAsync(wanted, shop.Key(1));
        var refund = back.Order.Refunds.ShouldHaveSingleItem();
        var known = wanted with { EarlierRefunds = [refund.Gid] };

        (await shop.Connector.ReadBackAsync(wanted, shop.Key(2))).ShouldBe(new ReadBack.Took(refund.Gid));
        (await shop.Connector.ReadBackAsync(known, shop.Key(2))).ShouldBe(new ReadBack.DidNotTake("no such refund"));
    }

    [Fact]
    public async Task Goods_that_cannot_be_sold_again_go_on_no_shelf()
    {
        var back = Open(shop.Order());
        var kept = new ReceiveReturn(back.Gid, back.Order.Gid, null, null) { IntoStock = false };
        (await shop.Connector.ActAsync(kept, shop.Key())).ShouldBeOfType<Acted.Done>();
        Shelf(back).ShouldHaveSingleItem().Kind.ShouldBe("NOT_RESTOCKED");
    }

    [Fact]
    public async Task Received_with_another_sum_than_was_decided_is_refused_and_nothing_moves()
    {
        var back = Open(shop.Order());
        (await shop.Connector.ActAsync(Receive(back, 79), shop.Key()))
            .ShouldBeOfType<Acted.Refused>()
            .Why.ShouldBe("79.00 EUR was to be given back, but Shopify now says 80.00 EUR.");
        back.Lines[0].Processed.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_approved_cannot_be_received()
    {
        var back = shop.Request(shop.Order());
        (await shop.Connector.ActAsync(Receive(back, 80), shop.Key()))
            .ShouldBeOfType<Acted.Refused>()
            .Why.ShouldBe("Return is not open.");
    }

    [Fact]
    public async Task Lines_nobody_matched_are_counted_but_go_on_no_shelf()
    {
        var back = Open(shop.Order(), new ReturnWish { Unverified = true });
        var wanted = new ReceiveReturn(back.Gid, back.Order.Gid, null, null);
        (await shop.Connector.ActAsync(wanted, shop.Key())).ShouldBeOfType<Acted.Done>();
        back.Lines[0].Processed.ShouldBe(2);
        Shelf(back).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_goods_on_two_lines_are_refunded_together_and_shelved_one_by_one()
    {
        var order = shop.Order();
        var back = Open(order, new ReturnWish { Lines = [order.Lines[0], order.Lines[0]], Quantity = 1 });
        (await shop.Connector.ActAsync(Refund(back, 80), shop.Key())).ShouldBeOfType<Acted.Done>();
        order.Refunds[0].Lines.ShouldHaveSingleItem().Quantity.ShouldBe(2);

        var received = new ReceiveReturn(back.Gid, order.Gid, null, null);
        (await shop.Connector.ActAsync(received, shop.Key(1))).ShouldBeOfType<Acted.Done>();
        Shelf(back).Select(put => put.Quantity).ShouldBe([1, 1]);
    }

    private Return Open(Order order, ReturnWish? wish = null)
    {
        var back = shop.Request(order, wish);
        shop.Shopify.Merchant.Approve(back);
        return back;
    }

    private static RefundReturn Refund(Return back, decimal sum) =>
        new(back.Gid, back.Order.Gid, new Money(sum, "EUR"), new Money(sum, "EUR"));

    private static ReceiveReturn Receive(Return back, decimal sum) =>
        new(back.Gid, back.Order.Gid, new Money(sum, "EUR"), new Money(sum, "EUR"));

    private static List<(string Kind, int Quantity, Location? Location)> Shelf(Return back) =>
        [
            .. back
                .ReverseOrders.SelectMany(order => order.Lines)
                .SelectMany(line => line.Dispositions)
                .Select(put => (put.Kind, put.Quantity, put.Location)),
        ];
}
