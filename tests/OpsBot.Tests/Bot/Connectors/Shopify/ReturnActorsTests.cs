using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>Saying yes, saying no, closing, labelling and tagging, each also where the answer was lost.</summary>
public sealed class ReturnActorsTests : IAsyncLifetime
{
    private PretendShop shop = null!;

    public async ValueTask InitializeAsync() => shop = await PretendShop.OpenAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    public static TheoryData<string, string> Kinds() =>
        new()
        {
            { nameof(ApproveReturn), "return approved" },
            { nameof(DeclineReturn), "return declined" },
            { nameof(CloseReturn), "return closed" },
            { nameof(AttachReturnLabel), "label attached" },
            { nameof(TagOrder), "order tagged" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_done_and_seen(string kind, string effect)
    {
        var (wanted, key) = Ready(kind);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.DidNotTake>();
        (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Done>();
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.Took>();
        shop.Did(effect).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_try_finds_it_done_and_does_it_no_more(string kind, string effect)
    {
        var (wanted, key) = Ready(kind);
        await shop.Connector.ActAsync(wanted, key);
        (await shop.Connector.ActAsync(wanted, key)).ShouldBeOfType<Acted.Done>();
        shop.Did(effect).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lost_answer_is_settled_by_looking(string kind, string effect)
    {
        var (wanted, key) = Ready(kind);
        shop.LoseAnswerTo = kind == nameof(AttachReturnLabel) ? "AttachLabel" : kind;
        var failure = await Should.ThrowAsync<OutsideException>(() => shop.Connector.ActAsync(wanted, key));
        failure.Kind.ShouldBe(FailureKind.Uncertain);
        (await shop.Connector.ReadBackAsync(wanted, key)).ShouldBeOfType<ReadBack.Took>();
        shop.Did(effect).ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(ApproveReturn), "decline", "Return is not approvable. Only returns with status REQUESTED*")]
    [InlineData(nameof(ApproveReturn), "cancel", "Return is not approvable. Only returns with status REQUESTED*")]
    [InlineData(nameof(DeclineReturn), "approve", "Return is not declinable.*")]
    [InlineData(nameof(CloseReturn), "cancel", "Return is not open.")]
    [InlineData(
        nameof(AttachReturnLabel),
        "decline",
        "Shopify expects nothing back for this return: it is not approved."
    )]
    public async Task Where_people_were_there_first_the_shops_own_words_come_back(string kind, string act, string says)
    {
        var back = shop.Request(shop.Order());
        _ = act switch
        {
            "decline" => shop.Shopify.Merchant.Decline(back),
            "cancel" => shop.Shopify.Merchant.Cancel(back),
            _ => shop.Shopify.Merchant.Approve(back),
        };
        var refused = await shop.Connector.ActAsync(Wanted(kind, back), shop.Key());
        refused.ShouldBeOfType<Acted.Refused>().Why.ShouldStartWith(says.TrimEnd('*'));
    }

    [Fact]
    public async Task A_return_approved_by_hand_and_closed_since_counts_as_approved()
    {
        var back = shop.Request(shop.Order());
        shop.Shopify.Merchant.Approve(back);
        shop.Shopify.Merchant.Close(back);
        (await shop.Connector.ActAsync(Wanted(nameof(ApproveReturn), back), shop.Key())).ShouldBeOfType<Acted.Done>();
    }

    [Fact]
    public async Task A_return_that_is_not_there_is_refused()
    {
        var wanted = new ApproveReturn("gid://shopify/Return/1", "#1-R1");
        (await shop.Connector.ActAsync(wanted, shop.Key())).ShouldBe(new Acted.Refused("Return not found."));
        (await shop.Connector.ReadBackAsync(wanted, shop.Key())).ShouldBe(new ReadBack.DidNotTake("no such return"));
    }

    [Theory]
    [InlineData(DeclineReason.Other, "OTHER")]
    [InlineData(DeclineReason.FinalSale, "FINAL_SALE")]
    [InlineData(DeclineReason.ReturnPeriodEnded, "RETURN_PERIOD_ENDED")]
    public async Task A_no_carries_its_reason_and_as_much_of_the_note_as_fits(DeclineReason reason, string word)
    {
        var back = shop.Request(shop.Order());
        var wanted = new DeclineReturn(back.Gid, back.Name, reason, new string('n', 600));
        await shop.Connector.ActAsync(wanted, shop.Key());
        back.Decline!.Reason.ShouldBe(word);
        back.Decline.Note.ShouldBe(new string('n', 500));
    }

    [Fact]
    public async Task A_tag_that_is_there_in_other_letters_counts()
    {
        var order = shop.Order();
        order.Tags.Add("OpsBot-Returned");
        var wanted = new TagOrder(order.Gid, order.Name, "opsbot-returned");
        (await shop.Connector.ReadBackAsync(wanted, shop.Key())).ShouldBeOfType<ReadBack.Took>();
    }

    private (Effect Wanted, EffectKey Key) Ready(string kind)
    {
        var back = shop.Request(shop.Order());
        if (kind is nameof(CloseReturn) or nameof(AttachReturnLabel))
            shop.Shopify.Merchant.Approve(back);
        return (Wanted(kind, back), shop.Key());
    }

    private static Effect Wanted(string kind, Return back) =>
        kind switch
        {
            nameof(ApproveReturn) => new ApproveReturn(back.Gid, back.Name),
            nameof(DeclineReturn) => new DeclineReturn(back.Gid, back.Name, DeclineReason.Other, "No."),
            nameof(CloseReturn) => new CloseReturn(back.Gid, back.Name),
            nameof(AttachReturnLabel) => new AttachReturnLabel(
                back.Gid,
                back.Name,
                new Uri("https://example.com/l.pdf")
            ),
            _ => new TagOrder(back.Order.Gid, back.Order.Name, "opsbot"),
        };
}
