using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Far;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Bench.Speed.Load;

/// <summary>Makes events and clicks, signed before the time is taken.</summary>
internal static class Events
{
    private static readonly PretendSlackOptions Slack = new();

    /// <summary>Events of so many orders that nobody has seen yet.</summary>
    /// <param name="count">How many.</param>
    /// <param name="kind"><see cref="BenchFacts.Clears"/> or <see cref="BenchFacts.Asked"/>.</param>
    internal static IReadOnlyList<Signed> New(int count, char kind = BenchFacts.Clears) =>
        [.. Enumerable.Range(0, count).Select(_ => Event(kind + Convert.ToHexStringLower(Random(8))))];

    /// <summary>A click on a card's first button.</summary>
    internal static Signed Click(FarSlack.CardSeen card, DateTimeOffset now)
    {
        var payload = JsonSerializer.Serialize(
            new
            {
                type = "block_actions",
                user = new
                {
                    id = "U0OPS",
                    username = "ops",
                    name = "ops",
                    team_id = Slack.TeamId,
                },
                api_app_id = Slack.AppId,
                team = new { id = Slack.TeamId, domain = Slack.TeamDomain },
                container = new { type = "message", channel_id = card.Channel },
                channel = new { id = card.Channel, name = "bench" },
                trigger_id = "1.2.3",
                actions = new[]
                {
                    new
                    {
                        type = "button",
                        block_id = "choices",
                        action_id = "approve",
                        value = card.Question,
                    },
                },
            }
        );
        return OfSlack(card.Question, "/slack/interactivity", "payload=" + Uri.EscapeDataString(payload), now);
    }

    /// <summary>A command of the lead's.</summary>
    /// <param name="text">What is typed after <c>/ops</c>.</param>
    /// <param name="respond">Where an answer that takes long is sent.</param>
    /// <param name="now">When it is typed.</param>
    internal static Signed Command(string text, Uri respond, DateTimeOffset now)
    {
        (string Name, string Value)[] form =
        [
            ("team_id", Slack.TeamId),
            ("team_domain", Slack.TeamDomain),
            ("channel_id", "C0BENCH0"),
            ("channel_name", "bench"),
            ("user_id", "U0LEAD"),
            ("user_name", "lead"),
            ("command", Slack.Command),
            ("text", text),
            ("api_app_id", Slack.AppId),
            ("response_url", respond.ToString()),
        ];
        var body = string.Join('&', form.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        return OfSlack(text, "/slack/commands", body, now);
    }

    private static Signed OfSlack(string name, string path, string body, DateTimeOffset now)
    {
        var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Signed(name, path, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(body))
        {
            Headers =
            [
                new("X-Slack-Request-Timestamp", at),
                new("X-Slack-Signature", SlackSignature.Of(Slack.SigningSecret, at, body)),
            ],
        };
    }

    private static Signed Event(string order)
    {
        var body = BenchDoor.Body(order);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(BenchDoor.Secret), body);
        return new Signed(order, BenchDoor.Path, "application/json", body)
        {
            Headers =
            [
                new(BenchDoor.SignatureHeader, Convert.ToBase64String(signature)),
                new(BenchDoor.EventHeader, Convert.ToHexStringLower(Random(16))),
            ],
        };
    }

    private static byte[] Random(int bytes) => RandomNumberGenerator.GetBytes(bytes);
}
