using System.Globalization;
using System.Text;
using System.Text.Json;
using OpsBot.Bot.Http;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Tests.Clients;

/// <summary>
/// Signed requests before our check and before the verifier of Slack's own framework (npm @slack/bolt): what we sign it takes, and
/// the verdicts are the same but where we are stricter and say why.
/// </summary>
public sealed class SlackVerifierTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const long Now = 1_795_540_000;

    private const string Body = "command=%2Fops&text=status&user_id=U0OPS";
    private static readonly string Stamp = Text(Now);
    private static readonly string Right = SlackSignature.Of(Secret, Stamp, Body);

    private static readonly Dictionary<string, Signed> Rows = new(StringComparer.Ordinal)
    {
        ["signed by the pretend Slack"] = new(Body, Stamp, Right),
        ["signed by the doctor"] = new(Body, Stamp, Signatures.SlackOf(Secret, Stamp, Body)),
        ["no words of ours"] = new("", Stamp, SlackSignature.Of(Secret, Stamp, "")),
        ["letters of every kind"] = Of("{\"text\":\"返品 👩‍👩‍👧‍👦 ü \u2028 \0\"}"),
        ["a large one"] = Of(new string('x', 500_000)),
        ["five minutes old"] = Of(Body, Now - 300),
        ["a second older"] = Of(Body, Now - 301),
        ["a day old"] = Of(Body, Now - 86_400),
        ["five minutes ahead"] = Of(Body, Now + 300),
        ["a second further ahead"] = Of(Body, Now + 301),
        ["another secret"] = new(Body, Stamp, SlackSignature.Of("another", Stamp, Body)),
        ["an empty secret"] = new(Body, Stamp, SlackSignature.Of("", Stamp, Body)),
        ["another body"] = new(Body + " ", Stamp, Right),
        ["another stamp"] = new(Body, Text(Now + 1), Right),
        ["another version"] = new(Body, Stamp, "v1=" + Right[3..]),
        ["no version"] = new(Body, Stamp, Right[3..]),
        ["hex in capitals"] = new(Body, Stamp, "v0=" + Right[3..].ToUpperInvariant()),
        ["half of it"] = new(Body, Stamp, Right[..35]),
        ["its last digit changed"] = new(Body, Stamp, Right[..^1] + (Right[^1] == '0' ? '1' : '0')),
        ["nothing but the version"] = new(Body, Stamp, "v0="),
        ["nothing"] = new(Body, Stamp, ""),
        ["something after it"] = new(Body, Stamp, Right + "=more"),
        ["a stamp that is no number"] = new(Body, "now", SlackSignature.Of(Secret, "now", Body)),
        ["a stamp with a plus"] = new(Body, "+" + Stamp, Right),
        ["a stamp with a fraction"] = new(Body, Stamp + ".0", Right),
    };

    /// <summary>What the verifier takes and we do not.</summary>
    private static readonly Dictionary<string, string> Stricter = new(StringComparer.Ordinal)
    {
        ["a second further ahead"] = "Slack's page asks for five minutes either way; the verifier looks back alone",
        ["something after it"] = "the verifier leaves out whatever stands after a second =",
        ["a stamp with a plus"] = "the verifier reads it as a number and signs what it read",
        ["a stamp with a fraction"] = "the verifier reads it as a number and signs what it read",
    };

    [Fact]
    public async Task What_we_sign_it_takes_and_what_it_refuses_we_refuse()
    {
        var theirs = await TheirsAsync(Secret);
        theirs.Values.Count(isTaken => isTaken).ShouldBeGreaterThan(7);
        theirs["signed by the pretend Slack"].ShouldBeTrue();
        theirs["signed by the doctor"].ShouldBeTrue();
        Rows.Keys.Where(row => theirs[row] != Ours(Rows[row])).ShouldBe(Stricter.Keys, ignoreOrder: true);
        Stricter.Keys.ShouldAllBe(row => theirs[row]);
    }

    [Fact]
    public async Task A_verifier_with_another_secret_takes_none_of_it() =>
        (await TheirsAsync("not the secret")).Values.ShouldAllBe(isTaken => !isTaken);

    private static async Task<Dictionary<string, bool>> TheirsAsync(string secret)
    {
        NodeScript.SkipUnlessThere();
        var file = Path.GetTempFileName();
        try
        {
            var asked = Rows.Values.Select(row => new
            {
                secret,
                body = row.Body,
                timestamp = row.Stamp,
                signature = row.Signature,
                now = Now,
            });
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(asked), TestContext.Current.CancellationToken);
            var verdicts = JsonSerializer.Deserialize<bool[]>(await NodeScript.RunAsync("slack-signatures.cjs", file))!;
            return Rows
                .Keys.Zip(verdicts)
                .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Ours(Signed row) =>
        Signatures.Slack(
            Secret,
            Encoding.UTF8.GetBytes(row.Body),
            row.Stamp,
            row.Signature,
            DateTimeOffset.FromUnixTimeSeconds(Now)
        );

    private static Signed Of(string body, long at = Now) =>
        new(body, Text(at), SlackSignature.Of(Secret, Text(at), body));

    private static string Text(long at) => at.ToString(CultureInfo.InvariantCulture);

    private sealed record Signed(string Body, string Stamp, string Signature);
}
