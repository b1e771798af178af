using CsCheck;
using OpsBot.Bot.Connectors.ThreePl;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

public sealed class ParcelReferenceTests
{
    [Theory]
    [InlineData("gid://shopify/Return/1", "shopify-Return-1")]
    [InlineData("gid://shopify/Return/9223372036854775807", "shopify-Return-9223372036854775807")]
    [InlineData("RETURN101", "RETURN101")]
    [InlineData("RMA-2026/11#4", "RMA-2026/11#4")]
    public void A_reference_is_short_enough_to_be_written_on_a_box(string id, string reference)
    {
        ParcelReference.Of(id).ShouldBe(reference);
        ParcelReference.ReturnOf(reference).ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("straße")]
    [InlineData("a\n")]
    [InlineData("shopify-Return-1")] // would come back as another id
    public void An_id_that_would_not_come_back_as_it_is_gets_none(string id) => ParcelReference.Of(id).ShouldBeNull();

    [Fact]
    public void Whatever_the_id_its_reference_leads_back_to_it() =>
        Gen.OneOf(
                Gen.Char["abcR09-/:.,# ü"].Array[0, 60].Select(chars => new string(chars)),
                Gen.Long[0, long.MaxValue].Select(number => $"gid://shopify/Return/{number}"),
                Gen.Long[0, long.MaxValue].Select(number => $"shopify-Return-{number}")
            )
            .Sample(id =>
            {
                if (ParcelReference.Of(id) is not { } reference)
                    return;
                reference.Length.ShouldBeInRange(1, 50);
                ParcelReference.ReturnOf(reference).ShouldBe(id);
            });
}
