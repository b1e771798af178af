using System.Globalization;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot;

/// <summary>A person gives less than was asked: every system is told of that sum and of no other.</summary>
public sealed class LessThanAskedTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly Person Agent = new("slack:" + SandboxFixture.Agent, "agent", IsOurs: true);

    [Theory]
    [InlineData(120, 290, 1)]
    [InlineData(301, 2_000, 2)]
    public async Task Eighty_instead_of_all_is_refunded_told_and_logged_at_once_or_when_the_goods_are_back(
        int atLeast,
        int atMost,
        int told
    )
    {
        var request = sandbox.Request(atLeast, atMost);
        await sandbox.CardAsync(request, card => card.Offers("approve"));
        var run = await sandbox.RunAsync(request, run => run.Stage is Stage.Asking);
        var asked = run.Amount!.Value;
        var question = run.Escalation!.Value;
        var desk = sandbox.BotService<AnswerDesk>();

        (await desk.TakeAsync(Less(question, asked.Amount + 1), SandboxFixture.Soon)).ShouldBe(
            new AnswerResult.Refused($"At most {asked}, as was asked.")
        );
        (await desk.TakeAsync(Less(question, 80.001m), SandboxFixture.Soon)).ShouldBeOfType<AnswerResult.Refused>();
        (await desk.TakeAsync(Less(question, 80m), SandboxFixture.Soon)).ShouldBeOfType<AnswerResult.Accepted>();
        await sandbox.RunAsync(request, run => run.Stage is Stage.Closed);

        sandbox
            .Ledger.Entries.Where(entry => entry.Effect == "refund" && entry.Subject == request.Name)
            .ShouldHaveSingleItem()
            .Detail.ShouldBe("80.00 EUR");
        var letters = Letters(request.Name);
        letters.Count.ShouldBe(told);
        letters.ShouldAllBe(letter => letter.Contains("80.00 EUR", StringComparison.Ordinal));
        letters.ShouldAllBe(letter => !letter.Contains(asked.ToString(), StringComparison.Ordinal));
        var log = (
            await File.ReadAllLinesAsync(Path.Combine(sandbox.Folder, "log", "Returns.csv"), SandboxFixture.Soon)
        )
            .Where(row => row.Contains(request.Name, StringComparison.Ordinal))
            .ToList();
        log.Count.ShouldBe(2);
        log.Count(row => row.Contains("80.00", StringComparison.Ordinal)).ShouldBe(told);
        log.ShouldAllBe(row =>
            !row.Contains(asked.Amount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        var story = await sandbox.BotService<ILoopStore>().TimelineAsync(run.Id, SandboxFixture.Soon);
        story.ShouldContain(line => line.Text == $"Approved 80.00 EUR instead of {asked}" && line.By == Agent.Id);
        await sandbox.CardAsync(
            request,
            card =>
                card.Blocks.GetRawText().Contains($"approved 80.00 EUR instead of {asked}.", StringComparison.Ordinal)
        );
    }

    private static Answer Less(EscalationId question, decimal amount) =>
        new(question, Agent, "approve") { Amount = amount };

    private List<string> Letters(string name) =>
        [
            .. sandbox
                .Zendesk.All()
                .Where(ticket => ticket.Subject.Contains(name, StringComparison.Ordinal))
                .SelectMany(ticket => ticket.Comments)
                .Select(comment => comment.Body),
        ];
}
