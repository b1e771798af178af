using System.Globalization;
using System.Text;
using System.Text.Json;
using OpsBot.Bot.Http;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Http;

public sealed class SignaturesTests
{
    private const string SlackSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string SlackTime = "1531420618";
    private static readonly DateTimeOffset SlackNow = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Fact]
    public void Shopify_known_answers_come_out()
    {
        var known = Parse(Shared.Read("fixtures/shopify/hmac/cases.json"));
        var cases = known.GetProperty("cases").EnumerateArray().ToList();
        cases.Count.ShouldBe(11);
        foreach (var each in cases)
        {
            byte[] body =
            [
                .. Shared.Bytes("fixtures/shopify/hmac/" + each.GetProperty("bodyFile").GetString()),
                .. Encoding.UTF8.GetBytes(each.TryGetProperty("appendUtf8", out var more) ? more.GetString()! : ""),
            ];
            Signatures
                .Shopify(Secret(known), body, each.GetProperty("xShopifyHmacSha256").GetString())
                .ShouldBe(each.GetProperty("valid").GetBoolean(), each.GetProperty("name").GetString());
        }
    }

    [Fact]
    public void Slack_known_answers_come_out()
    {
        foreach (
            var each in Parse(Shared.Read("fixtures/slack/signing/known-answers.json"))
                .GetProperty("cases")
                .EnumerateArray()
        )
        {
            var body = each.TryGetProperty("body", out var text)
                ? Encoding.UTF8.GetBytes(text.GetString()!)
                : Shared.Bytes("fixtures/slack/signing/" + each.GetProperty("body_file").GetString());
            var signature = each.GetProperty("expected_signature").GetString()!;
            Slack(body, SlackTime, signature).ShouldBeTrue(each.GetProperty("name").GetString());
            Slack([.. body, (byte)'\n'], SlackTime, signature).ShouldBeFalse();
            Slack(body, "1531420619", signature).ShouldBeFalse();
            Slack(body, SlackTime, signature["v0=".Length..]).ShouldBeFalse();
            Slack(body, SlackTime, "v1" + signature[2..]).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void A_signed_request_is_good_for_five_minutes_either_way(int secondsLater, bool good)
    {
        const string OfEmptyBody = "v0=55f41ec73231010289b54e669149ea021fccab11b5524355523533ce930cb739";
        Signatures.Slack(SlackSecret, [], SlackTime, OfEmptyBody, SlackNow.AddSeconds(secondsLater)).ShouldBe(good);
    }

    [Fact]
    public void Standard_webhooks_known_answers_come_out()
    {
        var known = Parse(Shared.Read("fixtures/threepl/shipbob/webhook-signature-cases.json"));
        foreach (var each in known.GetProperty("cases").EnumerateArray())
        {
            var body = Shared.Bytes("fixtures/threepl/shipbob/" + each.GetProperty("bodyFile").GetString());
            var headers = each.GetProperty("headers");
            var time = headers.GetProperty("webhook-timestamp").GetString()!;
            Signatures
                .StandardWebhooks(
                    Secret(known),
                    body,
                    new StandardWebhookHeaders(
                        headers.GetProperty("webhook-id").GetString(),
                        time,
                        headers.GetProperty("webhook-signature").GetString()
                    ),
                    DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture))
                )
                .ShouldBe(each.GetProperty("valid").GetBoolean());
        }
    }

    [Fact]
    public void An_empty_secret_vouches_for_nobody()
    {
        // HMAC-SHA256 of nothing under an empty key.
        const string OfNothing = "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=";
        Signatures.Shopify("", [], OfNothing).ShouldBeFalse();
        Signatures.Shopify("s", [], null).ShouldBeFalse();
        Signatures.Slack("", [], SlackTime, "v0=", SlackNow).ShouldBeFalse();
        var headers = new StandardWebhookHeaders("id", SlackTime, "v1,");
        Signatures.StandardWebhooks("whsec_", [], headers, SlackNow).ShouldBeFalse();
        Signatures.StandardWebhooks("not base 64!", [], headers, SlackNow).ShouldBeFalse();
    }

    private static bool Slack(byte[] body, string time, string signature) =>
        Signatures.Slack(SlackSecret, body, time, signature, SlackNow);

    private static JsonElement Parse(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static string Secret(JsonElement known) => known.GetProperty("secret").GetString()!;
}
