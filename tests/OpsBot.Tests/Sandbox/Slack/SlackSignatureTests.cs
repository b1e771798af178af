using System.Text.Json;
using OpsBot.Sandbox.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.Slack;

public sealed class SlackSignatureTests
{
    [Fact]
    public void The_published_and_computed_answers_come_out()
    {
        var answers = JsonSerializer.Deserialize<JsonElement>(Shared.Read("fixtures/slack/signing/known-answers.json"));
        foreach (var known in answers.List("cases"))
        {
            var body = known.Text("body") ?? Shared.Read("fixtures/slack/signing/" + known.Text("body_file")!);
            SlackSignature
                .Of(known.Text("signing_secret")!, known.Text("timestamp")!, body)
                .ShouldBe(known.Text("expected_signature"), known.Text("name"));
        }
    }
}
